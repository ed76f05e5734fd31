package io.sensorstreams.common.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Brings names of hosts, and the addresses that stand for them, into one form. */
final class HostName {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

    private HostName() {
    }

    /**
     * The host of an authority, such as {@code localhost} of {@code LOCALHOST:8081} and
     * {@code 0:0:0:0:0:0:0:1} of {@code [::1]:8081}.
     */
    static String ofAuthority(String authority) {
        boolean bare = !authority.contains("]") && authority.indexOf(':') != authority.lastIndexOf(':');
        return normal(bare ? authority : PORT.matcher(authority).replaceFirst(""));
    }

    /** The same text for each way to write a host. Asks no name server. */
    static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return (name.contains(":") || IPV4.matcher(name).matches()) ? literal(name) : name;
    }

    private static String literal(String address) {
        try {
            String literal = InetAddress.getByName(address).getHostAddress();
            int scope = literal.indexOf('%');
            return (scope < 0) ? literal : literal.substring(0, scope);
        }
        catch (UnknownHostException e) {
            return address; // not an address, such as 1.2.3.999: equal to itself only
        }
    }

}
