package io.sensorstreams.common.web;

import java.net.InetAddress;
import java.util.List;

import io.sensorstreams.common.web.SecuritySettings.Caller;
import io.sensorstreams.common.web.SecuritySettings.Role;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/**
 * Who may call either service: with security on, health is open, {@code viewer} may read
 * and {@code operator} may do everything. Off, which is the default, everyone who reaches
 * the service may; then it binds to loopback only, unless it was switched off explicitly.
 */
@AutoConfiguration(before = { ServletWebSecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecuritySettings.class)
class CallersAutoConfiguration {

    private final SecuritySettings settings;

    CallersAutoConfiguration(SecuritySettings settings, @Value("${server.address:}") @Nullable InetAddress address) {
        if (settings.enabled() == null && (address == null || !address.isLoopbackAddress())) {
            throw new SecuritySetupException(List
                .of("The service is to bind to %s, beyond this machine, and it was not said whether security is on"
                    .formatted((address != null) ? address.getHostAddress() : "every address")));
        }
        this.settings = settings;
    }

    @Bean
    UserDetailsService users() {
        List<Caller> callers = this.settings.on() ? this.settings.callers() : List.of();
        return new InMemoryUserDetailsManager(callers.stream().map(CallersAutoConfiguration::user).toList());
    }

    @Bean
    DigestPasswordEncoder passwordEncoder() {
        return new DigestPasswordEncoder();
    }

    @Bean
    SecurityFilterChain callers(HttpSecurity http, JsonMapper json) {
        RefusedCalls refused = new RefusedCalls(json);
        http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            // No call ever has a token: what a page of another site sends to change
            // something is refused.
            .csrf((csrf) -> csrf.requireCsrfProtectionMatcher(RefusedCalls::isForeignWrite)
                .csrfTokenRepository(new CookieCsrfTokenRepository()))
            .logout(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .exceptionHandling((failed) -> failed.authenticationEntryPoint(refused).accessDeniedHandler(refused));
        return this.settings.on() ? usersOnly(http, refused) : everyone(http);
    }

    private static SecurityFilterChain usersOnly(HttpSecurity http, RefusedCalls refused) {
        return http.httpBasic((basic) -> basic.authenticationEntryPoint(refused))
            .authorizeHttpRequests((calls) -> calls
                // The rest of a call that was allowed.
                .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers("/actuator/health", "/actuator/health/**")
                .permitAll()
                .requestMatchers(HttpMethod.GET)
                .hasAnyRole(Role.OPERATOR.name(), Role.VIEWER.name())
                .requestMatchers(HttpMethod.HEAD)
                .hasAnyRole(Role.OPERATOR.name(), Role.VIEWER.name())
                .anyRequest()
                .hasRole(Role.OPERATOR.name()))
            .build();
    }

    private static SecurityFilterChain everyone(HttpSecurity http) {
        return http.authorizeHttpRequests((calls) -> calls.anyRequest().permitAll()).build();
    }

    private static UserDetails user(Caller caller) {
        return User.withUsername(caller.role().user())
            .password(new DigestPasswordEncoder().encode(caller.password()))
            .roles(caller.role().name())
            .build();
    }

}
