package io.sensorstreams.common.web.security;

import java.util.Set;

import org.apache.catalina.session.StandardManager;

import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.server.servlet.Session;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Configures the sessions of the server. Each service has its own name of the cookie:
 * browsers send a cookie to all ports of a host. Tomcat marks the cookie as secure when
 * the request is HTTPS.
 */
@Configuration(proxyBeanMethods = false)
class SessionServer {

    /** Each session needs about 2 KB. */
    static final int MAX_SESSIONS = 10_000;

    /**
     * Both users together stay below the limit of all sessions, also while many log in at
     * the same time.
     */
    static final int MAX_OF_USER = 4_500;

    /** Returns the name of the cookie, such as {@code sensor-producer-session}. */
    static String cookie(Environment environment) {
        String service = environment.getProperty("spring.application.name", "service");
        return "sensor-" + service.replaceFirst("-service$", "") + "-session";
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> sessionCookie(Environment environment) {
        return (factory) -> {
            Session session = factory.getSettings().getSession();
            session.setPersistent(false);
            session.setTrackingModes(Set.of(Session.SessionTrackingMode.COOKIE));
            Cookie cookie = session.getCookie();
            cookie.setName(cookie(environment));
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setSameSite(Cookie.SameSite.STRICT);
        };
    }

    @Bean
    TomcatContextCustomizer boundedSessions() {
        return (context) -> {
            StandardManager manager = new StandardManager();
            manager.setMaxActiveSessions(MAX_SESSIONS);
            context.setManager(manager);
        };
    }

}
