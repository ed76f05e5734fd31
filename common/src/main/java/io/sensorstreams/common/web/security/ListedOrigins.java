package io.sensorstreams.common.web.security;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/**
 * Adds CORS headers for the origins in the setting {@code SENSOR_ALLOWED_ORIGINS}, and
 * responds to their preflight requests. Ignores requests of other origins.
 */
final class ListedOrigins extends CorsFilter {

    private final CorsConfiguration listed;

    ListedOrigins(List<String> origins) {
        this(listed(origins));
    }

    private ListedOrigins(CorsConfiguration listed) {
        super((request) -> listed);
        this.listed = listed;
    }

    private static CorsConfiguration listed(List<String> origins) {
        CorsConfiguration listed = new CorsConfiguration();
        listed.setAllowedOrigins(origins);
        listed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        listed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        listed.setExposedHeaders(List.of(HttpHeaders.LOCATION, HttpHeaders.LINK, HttpHeaders.RETRY_AFTER,
                HttpHeaders.CONTENT_RANGE, HttpHeaders.ETAG));
        listed.setAllowCredentials(true);
        return listed;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return this.listed.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null;
    }

}
