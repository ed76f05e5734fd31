package io.sensorstreams.common.web.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Decides under which names this service may be called, and pages of which origins may
 * change something here. A browser sends along the password that its user once typed, so
 * that neither a page of another site nor a foreign name that resolves to this machine
 * (DNS rebinding) may be served. Thread-safe.
 */
final class AllowedCallers {

    /** Methods that change nothing. */
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|0:0:0:0:0:0:0:1");

    private static final Pattern HOST = Pattern
        .compile("\\*|(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#@\\s]+)", Pattern.CASE_INSENSITIVE);

    private final Set<String> hosts;

    private final List<String> suffixes;

    private final Set<String> origins;

    /**
     * Creates the decision.
     * @param hosts names and addresses in addition to those of this machine;
     * {@code *.example.com} stands for every name below, {@code *} for every name
     * @param origins origins in addition to the service's own, such as
     * {@code https://example.com}
     * @throws SecuritySetupException with every fault, when there are entries of another
     * form
     */
    AllowedCallers(List<String> hosts, List<String> origins) {
        List<String> faults = new ArrayList<>();
        hosts.stream()
            .filter((host) -> !HOST.matcher(host).matches())
            .forEach((host) -> faults.add(("SENSOR_ALLOWED_HOSTS has '%s', expected the name or address of a host "
                    + "without scheme and port, '*.' and a name, or '*'")
                .formatted(host)));
        origins.stream()
            .filter((origin) -> !ORIGIN.matcher(origin).matches())
            .forEach((origin) -> faults
                .add("SENSOR_ALLOWED_ORIGINS has '%s', expected an origin such as https://sensors.example.com"
                    .formatted(origin)));
        if (!faults.isEmpty()) {
            throw new SecuritySetupException(faults);
        }
        this.hosts = hosts.stream().map(HostName::normal).collect(Collectors.toUnmodifiableSet());
        this.suffixes = this.hosts.stream()
            .filter((host) -> host.startsWith("*."))
            .map((host) -> host.substring(1))
            .toList();
        this.origins = origins.stream()
            .map((origin) -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether the request names this machine, the address that it came to, or an allowed
     * host. A client that names none is no browser.
     */
    boolean isAllowedHost(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.HOST);
        if (header == null || this.hosts.contains("*")) {
            return true;
        }
        String host = HostName.ofAuthority(header);
        return LOOPBACK.matcher(host).matches() || this.hosts.contains(host)
                || host.equals(HostName.normal(request.getLocalAddr()))
                || this.suffixes.stream().anyMatch((suffix) -> host.endsWith(suffix));
    }

    /**
     * Whether a browser sends this request for a page of another origin and the request
     * may change something. Browsers leave out {@code Sec-Fetch-Site} on plain HTTP, and
     * send {@code Origin} with every method that may change something. Programs other
     * than browsers send neither.
     * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>
     */
    boolean isForeignWrite(HttpServletRequest request) {
        if (READING.contains(request.getMethod())) {
            return false;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && this.origins.contains(origin.toLowerCase(Locale.ROOT))) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !Set.of("same-origin", "none").contains(site.toLowerCase(Locale.ROOT));
        }
        return origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST));
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        Matcher parts = ORIGIN.matcher(origin);
        if (host == null || !parts.matches()) {
            return false; // also "null", which a page in a sandbox has
        }
        String port = parts.group(1).equalsIgnoreCase("https") ? ":443" : ":80";
        return withoutPort(parts.group(2), port).equals(withoutPort(host, port));
    }

    private static String withoutPort(String authority, String port) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }

}
