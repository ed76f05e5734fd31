package io.sensorstreams.common;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The stable name of this replica.
 */
public final class InstanceName {

    private InstanceName() {
    }

    /**
     * The configured name, or the host's name when none is.
     * @param configured the setting {@code sensor.instance}; may be blank
     */
    public static String orHostName(String configured) {
        return configured.isBlank() ? hostName() : configured;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        }
        catch (UnknownHostException e) {
            // A host whose own name does not resolve: the message is "<name>: <reason>".
            return String.valueOf(e.getMessage()).split(":", 2)[0];
        }
    }

}
