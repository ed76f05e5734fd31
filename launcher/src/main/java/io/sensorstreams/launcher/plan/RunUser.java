package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.sensorstreams.harness.Api;

/**
 * The user as whom a run calls both services: the operator when they have users, which
 * the same environment variables set, else nobody.
 */
public final class RunUser {

    private static final String OPERATOR = "operator";

    private static final String PASSWORD = "SENSOR_OPERATOR_PASSWORD";

    private static final String PASSWORD_FILE = "SENSOR_OPERATOR_PASSWORD_FILE";

    /** What Spring takes as true. */
    private static final Set<String> YES = Set.of("true", "on", "yes", "1");

    private final Map<String, String> headers;

    private RunUser(Map<String, String> headers) {
        this.headers = headers;
    }

    /**
     * Returns the user.
     * @param environment environment variables of both services
     * @throws StartException when the operator has no password, or it cannot be read
     */
    public static RunUser of(Map<String, String> environment) throws StartException {
        String enabled = environment.getOrDefault("SENSOR_SECURITY_ENABLED", "").strip().toLowerCase(Locale.ROOT);
        return new RunUser(YES.contains(enabled) ? Api.basicHeaders(OPERATOR, password(environment)) : Map.of());
    }

    private static String password(Map<String, String> environment) throws StartException {
        String file = environment.getOrDefault(PASSWORD_FILE, "");
        String password = file.isEmpty() ? environment.getOrDefault(PASSWORD, "") : read(file);
        if (password.isEmpty()) {
            throw new StartException("Security is on, and ./run calls the services as " + OPERATOR
                    + ", who has no password; set " + PASSWORD + " or " + PASSWORD_FILE);
        }
        return password;
    }

    private static String read(String file) throws StartException {
        try {
            return Files.readString(Path.of(file)).strip();
        }
        catch (IOException e) {
            throw new StartException("The file '" + file + "' of " + PASSWORD_FILE + " cannot be read: " + e, e);
        }
    }

    /** Returns a client of a service on this machine that sends the user. */
    public Api api(int port) {
        return new Api(port, this.headers);
    }

}
