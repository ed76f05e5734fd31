package io.sensorstreams.common.web.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Normalizes names and addresses of hosts. */
final class HostName {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

    private HostName() {
    }

    /**
     * Returns the normalized host of an authority, such as {@code localhost} of
     * {@code LOCALHOST:8081} and {@code 0:0:0:0:0:0:0:1} of {@code [::1]:8081}.
     */
    static String ofAuthority(String authority) {
        boolean bare = !authority.contains("]") && authority.indexOf(':') != authority.lastIndexOf(':');
        return normal(bare ? authority : PORT.matcher(authority).replaceFirst(""));
    }

    /** Returns the same text for all spellings of a host. Does not resolve names. */
    static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        InetAddress address = address(name);
        return (address != null) ? address.getHostAddress() : name;
    }

    /** Without its scope; null when the text is not an address. Resolves no names. */
    static @Nullable InetAddress address(String text) {
        String plain = text.contains(":") ? text.replaceFirst("%.*", "") : text;
        boolean v6 = IPV6.matcher(plain).matches();
        if (!v6 && !IPV4.matcher(plain).matches()) {
            return null;
        }
        try {
            // Java does not resolve a host in brackets.
            return InetAddress.getByName(v6 ? "[" + plain + "]" : plain);
        }
        catch (UnknownHostException e) {
            return null; // such as 1:2
        }
    }

}
