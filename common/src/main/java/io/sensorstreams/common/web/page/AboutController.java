package io.sensorstreams.common.web.page;

import java.security.Principal;

import io.sensorstreams.common.InstanceName;
import io.sensorstreams.common.web.page.AboutView.User;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.Environment;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the page which service it belongs to, and what its user may do.
 */
@RestController
class AboutController {

    private final String service;

    private final String version;

    private final String instance;

    private final boolean securityEnabled;

    private final PageProperties properties;

    AboutController(Environment environment, ObjectProvider<BuildProperties> build, PageProperties properties) {
        this.service = environment.getProperty("spring.application.name", "service").replaceFirst("-service$", "");
        BuildProperties built = build.getIfAvailable();
        this.version = (built != null) ? String.valueOf(built.getVersion()) : "unknown";
        this.instance = InstanceName.orHostName(environment.getProperty("sensor.instance", ""));
        this.securityEnabled = environment.getProperty("sensor.security.enabled", Boolean.class, false);
        this.properties = properties;
    }

    /** Names the service, its version, this replica, and the user of the request. */
    @GetMapping("/api/about")
    ResponseEntity<AboutView> about(HttpServletRequest request) {
        return ResponseEntity.ok()
            .cacheControl(CacheControl.noStore())
            .headers(csrfToken(request))
            .body(new AboutView(this.service, this.version, this.instance, this.properties.peer(), user(request),
                    this.securityEnabled));
    }

    private static @Nullable User user(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        return (user != null) ? new User(user.getName(), request.isUserInRole("OPERATOR")) : null;
    }

    /** The token that writes of a session need. Asking for one would begin a session. */
    private static HttpHeaders csrfToken(HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        if (request.getSession(false) != null
                && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            headers.set(token.getHeaderName(), token.getToken());
        }
        return headers;
    }

}
