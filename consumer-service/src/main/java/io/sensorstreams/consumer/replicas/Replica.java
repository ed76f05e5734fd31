package io.sensorstreams.consumer.replicas;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A replica of this service, as it has published itself.
 *
 * @param instance its stable name
 * @param url address at which other replicas reach it, without a path
 * @param groups names of its groups
 * @param startedAt when it was started
 * @param stoppedAt when it was stopped in order; null while it runs, and after a crash
 */
public record Replica(String instance, String url, List<String> groups, Instant startedAt,
        @Nullable Instant stoppedAt) {

    private static final Pattern INSTANCE = Pattern.compile("[^\\p{Cntrl}]{1,500}");

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private static final int LONGEST_URL = 500;

    /**
     * Validates every component, because requests with the rights of users are sent to
     * the address.
     * @throws IllegalArgumentException when a component is invalid
     */
    public Replica {
        require(instance != null && INSTANCE.matcher(instance).matches(), "instance", instance,
                "1 to 500 printable characters");
        require(isAddress(url), "url", url, "an address such as http://consumer-0:8082, without user and path");
        require(groups != null && groups.stream().allMatch((group) -> group != null && GROUP.matcher(group).matches()),
                "groups", groups, "names of groups");
        require(startedAt != null, "startedAt", startedAt, "a time");
        groups = List.copyOf(groups);
    }

    private static void require(boolean valid, String field, @Nullable Object found, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("'" + field + "' is '" + found + "', expected " + expected);
        }
    }

    /** Whether a text is an address of a server, and nothing more. */
    static boolean isAddress(@Nullable String text) {
        if (text == null || text.length() > LONGEST_URL) {
            return false;
        }
        try {
            URI address = URI.create(text);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return web && address.getHost() != null && address.getPort() > 0 && address.getPort() < 65_536
                    && address.getRawUserInfo() == null && address.getRawPath().isEmpty()
                    && address.getRawQuery() == null && address.getRawFragment() == null;
        }
        catch (IllegalArgumentException e) {
            return false;
        }
    }

    Replica stopped(Instant at) {
        return new Replica(this.instance, this.url, this.groups, this.startedAt, at);
    }

    /** Text such as {@code 'consumer-0' at http://consumer-0:8082}. */
    public String text() {
        return "'" + this.instance + "' at " + this.url;
    }

}
