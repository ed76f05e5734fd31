package io.sensorstreams.common.web.security;

import java.net.InetAddress;

import io.sensorstreams.fuzz.Verify;

/** Names of hosts in requests. */
public final class Hosts {

    private Hosts() {
    }

    /** A normal name stays as it is, and no name is looked up. */
    public static void check(String authority) {
        String normal = HostName.ofAuthority(authority);
        if (!normal.endsWith(".") && !normal.endsWith("]")) {
            Verify.equal(HostName.normal(normal), normal, "normal name");
        }
        InetAddress address = HostName.address(normal);
        if (address != null) {
            Verify.equal(address.getHostAddress(), normal, "address of '" + authority + "'");
        }
    }

}
