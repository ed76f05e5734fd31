package io.sensorstreams.launcher.console.call;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Parses the address of a service. */
final class ServerAddress {

    /** Follows a user or a password, which no message must show. */
    private static final Pattern SECRET = Pattern.compile("@|%40");

    private ServerAddress() {
    }

    /**
     * Returns the address in the form {@code http://host:8081}, without a slash at its
     * end. A text without a scheme is an address of HTTP.
     * @throws IllegalArgumentException when the text is not an address; the message says
     * what is expected, and has the text if it has no password
     */
    static String of(String text) {
        if (SECRET.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "an address with a user or a password: set SENSOR_API_USER and SENSOR_API_PASSWORD instead");
        }
        String full = text.contains("://") ? text : "http://" + text;
        try {
            URI address = new URI(full.replaceFirst("/+$", ""));
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean valid = scheme.matches("https?") && address.getHost() != null && address.getQuery() == null
                    && address.getFragment() == null;
            if (valid) {
                return address.toString();
            }
        }
        catch (URISyntaxException e) {
            // The text is in the message below.
        }
        throw new IllegalArgumentException("'" + text + "', expected an address such as http://localhost:8081");
    }

}
