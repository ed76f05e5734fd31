package io.sensorstreams.common.web.security;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Adds the headers that limit what a page may do, in addition to those of Spring
 * Security: nothing from other hosts, no inline script or style, no frame.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
 */
final class PageHeaders {

    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    private static final String PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private static final int HTTPS = 443;

    private PageHeaders() {
    }

    /**
     * HTTPS on the default port is all that a host name offers to browsers, so they may
     * remember it. On another port they would apply it to all ports of the host name,
     * also to those of other programs.
     */
    private static boolean isDefaultPort(HttpServletRequest request) {
        return request.isSecure() && request.getServerPort() == HTTPS;
    }

    static void add(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT))
            .httpStrictTransportSecurity(
                    (https) -> https.includeSubDomains(false).requestMatcher(PageHeaders::isDefaultPort))
            .referrerPolicy((policy) -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
            .permissionsPolicyHeader((policy) -> policy.policy(PERMISSIONS))
            .crossOriginOpenerPolicy((policy) -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
            .crossOriginResourcePolicy((policy) -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }

}
