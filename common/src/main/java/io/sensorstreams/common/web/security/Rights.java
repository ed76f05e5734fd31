package io.sensorstreams.common.web.security;

import java.util.List;

import io.sensorstreams.common.web.security.SecuritySettings.Role;
import jakarta.servlet.DispatcherType;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Defines which user may send which request while security is on. Health and the files of
 * the page are public: the page has to show the log-in.
 *
 * @param readOnlyPosts requests that {@code viewer} may send although they are POST
 */
record Rights(List<ReadOnlyPost> readOnlyPosts)
        implements
            Customizer<AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry> {

    private static final String[] HEALTH = { "/actuator/health", "/actuator/health/**" };

    private static final String[] PAGE = { "/", "/index.html", "/ui", "/ui/**", "/app/**", "/service/**", "/lib/**" };

    private static final String[] READERS = { Role.OPERATOR.name(), Role.VIEWER.name() };

    @Override
    public void customize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry calls) {
        // Dispatches of a request that was allowed.
        calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD).permitAll();
        calls.requestMatchers(HEALTH).permitAll();
        calls.requestMatchers(HttpMethod.POST, Sessions.PATH).permitAll();
        calls.requestMatchers(HttpMethod.DELETE, Sessions.PATH).permitAll();
        for (HttpMethod reading : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            calls.requestMatchers(reading, PAGE).permitAll();
            calls.requestMatchers(reading).hasAnyRole(READERS);
        }
        this.readOnlyPosts.forEach((post) -> calls.requestMatchers(HttpMethod.POST, post.path()).hasAnyRole(READERS));
        calls.anyRequest().hasRole(Role.OPERATOR.name());
    }

}
