package io.sensorstreams.common.web.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.sensorstreams.common.setting.InvalidSettingException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Decides which host names and which origins of pages are allowed. A browser adds the
 * stored password to requests, so the service must refuse pages of other sites, and
 * foreign names that resolve to this machine (DNS rebinding). Thread-safe.
 */
final class AllowedCallers {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|0:0:0:0:0:0:0:1");

    private static final Pattern HOST = Pattern
        .compile("\\*|(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#@\\s]+)", Pattern.CASE_INSENSITIVE);

    private final Set<String> hosts;

    private final List<String> suffixes;

    private final Set<String> origins;

    /**
     * @param hosts allowed in addition to this machine; {@code *.example.com} allows
     * every subdomain, {@code *} every name
     * @param origins allowed in addition to the service's own, such as
     * {@code https://example.com}
     * @throws InvalidSettingException with all faults, when entries are invalid
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
            throw SecuritySettings.invalid(faults);
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
     * Whether the header Host has a name of this machine, the local address of the
     * connection, or an allowed host. A client without this header is not a browser.
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
     * Whether a browser sends this request for a page of an origin that is not allowed,
     * and the method may have side effects. Browsers omit {@code Sec-Fetch-Site} on plain
     * HTTP, and send {@code Origin} with every method that may have side effects. Other
     * programs send neither.
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
            return false; // also "null", the origin of a sandboxed page
        }
        String port = parts.group(1).equalsIgnoreCase("https") ? ":443" : ":80";
        return withoutPort(parts.group(2), port).equals(withoutPort(host, port));
    }

    private static String withoutPort(String authority, String port) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }

}
