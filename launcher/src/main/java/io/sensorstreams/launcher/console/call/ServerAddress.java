package io.sensorstreams.launcher.console.call;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Parses the address of a service. */
final class ServerAddress {

    private ServerAddress() {
    }

    /**
     * Returns the address in the form {@code http://host:8081}, without a slash at its
     * end. A text without a scheme is an address of HTTP.
     * @throws IllegalArgumentException when the text is no address; the message has the
     * text and what is expected
     */
    static String of(String text) {
        String full = text.contains("://") ? text : "http://" + text;
        try {
            URI address = new URI(full.replaceFirst("/+$", ""));
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean valid = scheme.matches("https?") && address.getHost() != null && address.getQuery() == null
                    && address.getFragment() == null;
            if (valid && address.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "an address with a user or a password: set SENSOR_USER and SENSOR_PASSWORD instead");
            }
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
