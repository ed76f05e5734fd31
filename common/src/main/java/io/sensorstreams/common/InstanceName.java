package io.sensorstreams.common;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The stable name of this replica. */
public final class InstanceName {

    private InstanceName() {
    }

    /** Returns the configured name, or the host name when it is blank. */
    public static String orHostName(String configured) {
        return configured.isBlank() ? hostName() : configured;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        }
        catch (UnknownHostException e) {
            // The host name does not resolve: the message is "<name>: <reason>".
            return String.valueOf(e.getMessage()).split(":", 2)[0];
        }
    }

}
