package io.sensorstreams.common.web.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of security. A password is set directly or in a file, as for container
 * secrets.
 *
 * @param enabled whether every request except health needs a user; when unset, no request
 * does, and the service binds only to loopback
 * @param operatorPassword password of {@code operator}, who may do everything
 * @param operatorPasswordFile file with the password of {@code operator}
 * @param viewerPassword password of {@code viewer}, who may only read
 * @param viewerPasswordFile file with the password of {@code viewer}
 * @param allowedHosts allowed host names and addresses, in addition to those of this
 * machine and the local address of the connection; {@code *.example.com} allows every
 * subdomain, {@code *} every name
 * @param allowedOrigins origins of pages that may send requests with side effects, in
 * addition to the service's own
 * @param sessionTimeout time without a request after which a session of the page ends
 * @param sessionLifetime time from the log-in to the end of its session
 */
@ConfigurationProperties("sensor.security")
record SecuritySettings(@Nullable Boolean enabled, @DefaultValue("") String operatorPassword,
        @DefaultValue("") String operatorPasswordFile, @DefaultValue("") String viewerPassword,
        @DefaultValue("") String viewerPasswordFile, @DefaultValue List<String> allowedHosts,
        @DefaultValue List<String> allowedOrigins, @DefaultValue("8h") Duration sessionTimeout,
        @DefaultValue("12h") Duration sessionLifetime) {

    private static final String REMEDY = """
            Set the passwords in SENSOR_OPERATOR_PASSWORD and SENSOR_VIEWER_PASSWORD, or the names of files that hold them \
            in SENSOR_OPERATOR_PASSWORD_FILE and SENSOR_VIEWER_PASSWORD_FILE, with SENSOR_SECURITY_ENABLED=true. \
            Programs may send tokens of an issuer instead (docs/access.md). \
            To let everyone who reaches the service do everything, set SENSOR_SECURITY_ENABLED=false.""";

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofDays(365);

    SecuritySettings {
        requireInRange("sensor.security.session-timeout (SENSOR_SECURITY_SESSION_TIMEOUT)", sessionTimeout);
        requireInRange("sensor.security.session-lifetime (SENSOR_SECURITY_SESSION_LIFETIME)", sessionLifetime);
    }

    private static void requireInRange(String setting, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new InvalidSettingException("%s is '%s', expected 1m to 365d".formatted(setting, value));
        }
    }

    static InvalidSettingException invalid(List<String> faults) {
        return new InvalidSettingException(faults, REMEDY);
    }

    boolean on() {
        return Boolean.TRUE.equals(this.enabled);
    }

    /**
     * Returns the users that have a password.
     * @throws InvalidSettingException with all faults, when a password cannot be read or
     * no user has one
     */
    List<Caller> callers() {
        List<String> faults = new ArrayList<>();
        List<Caller> callers = new ArrayList<>();
        for (Role role : Role.values()) {
            password(role, faults).ifPresent((password) -> callers.add(new Caller(role, password)));
        }
        if (callers.isEmpty() && faults.isEmpty()) {
            faults.add("Security is on, but no user has a password");
        }
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        return callers;
    }

    /** Whether the password of a user is set, or its file. */
    boolean hasPasswords() {
        return Stream.of(this.operatorPassword, this.operatorPasswordFile, this.viewerPassword, this.viewerPasswordFile)
            .anyMatch((text) -> !text.isEmpty());
    }

    private Optional<String> password(Role role, List<String> faults) {
        String given = (role == Role.OPERATOR) ? this.operatorPassword : this.viewerPassword;
        String file = (role == Role.OPERATOR) ? this.operatorPasswordFile : this.viewerPasswordFile;
        if (file.isEmpty()) {
            return Optional.of(given).filter((password) -> !password.isEmpty());
        }
        if (!given.isEmpty()) {
            faults.add("The password of '%s' is given twice, as itself and in file '%s'".formatted(role.user(), file));
            return Optional.empty();
        }
        return read(role, Path.of(file), faults);
    }

    private static Optional<String> read(Role role, Path file, List<String> faults) {
        try {
            String password = Files.readString(file).strip();
            if (!password.isEmpty()) {
                return Optional.of(password);
            }
            faults.add("The password file '%s' of '%s' is empty".formatted(file, role.user()));
        }
        catch (IOException e) {
            faults.add("The password file '%s' of '%s' cannot be read: %s".formatted(file, role.user(), e));
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "SecuritySettings[enabled=" + this.enabled + "]";
    }

    record Caller(Role role, String password) {

        @Override
        public String toString() {
            return this.role.user();
        }

    }

    enum Role {

        /** May do everything. */
        OPERATOR,

        /** May only read. */
        VIEWER;

        String user() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
