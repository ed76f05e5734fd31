package io.sensorstreams.common.web.security;

import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.common.web.security.SecuritySettings.Caller;
import io.sensorstreams.common.web.security.token.Tokens;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.MessageDigestPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.session.DisableEncodeUrlFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Configures who may call a service. With security on, health and the files of the page
 * are public, {@code viewer} may read, and {@code operator} may do everything. Programs
 * send their password or their token with each request, people log in to a session. With
 * security off, which is the default, everyone may do everything; the service then binds
 * only to loopback, unless security was switched off explicitly.
 */
@AutoConfiguration(before = { ServletWebSecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecuritySettings.class)
@Import(SessionServer.class)
public class CallersAutoConfiguration {

    private static final Logger LOGGER = LoggerFactory.getLogger(CallersAutoConfiguration.class);

    private static final int GOOD_LENGTH = 12;

    private final SecuritySettings settings;

    private final AllowedCallers allowed;

    CallersAutoConfiguration(SecuritySettings settings, @Value("${server.address:}") @Nullable InetAddress address,
            @Value("${management.server.port:}") @Nullable Integer managementPort,
            @Value("${management.server.address:}") @Nullable InetAddress managementAddress,
            ObjectProvider<AllowedHost> hosts) {
        if (settings.enabled() == null) {
            requireLoopback("The service is", address);
            if (managementPort != null && managementPort >= 0) {
                requireLoopback("The port for management (management.server.address) is", managementAddress);
            }
        }
        this.settings = settings;
        List<String> allowedHosts = Stream
            .concat(settings.allowedHosts().stream(), hosts.stream().map(AllowedHost::name))
            .toList();
        this.allowed = new AllowedCallers(allowedHosts, settings.allowedOrigins());
    }

    private static void requireLoopback(String what, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw SecuritySettings.invalid(List
                .of("%s configured to bind to %s, which other machines can reach, but SENSOR_SECURITY_ENABLED is not set"
                    .formatted(what, (address != null) ? address.getHostAddress() : "every address")));
        }
    }

    @Bean
    UserDetailsService users(PasswordEncoder encoder, ObjectProvider<Tokens> tokens) {
        List<Caller> callers = callers(tokens);
        callers.stream()
            .filter((caller) -> caller.password().length() < GOOD_LENGTH)
            .forEach((caller) -> LOGGER.atWarn()
                .addKeyValue("user", caller.role().user())
                .log("The password has fewer than 12 characters; choose a longer one"));
        // The names of Spring's in-memory users are not case-sensitive.
        Map<String, UserDetails> users = callers.stream()
            .map((caller) -> User.withUsername(caller.role().user())
                .password(encoder.encode(caller.password()))
                .roles(caller.role().name())
                .build())
            .collect(Collectors.toUnmodifiableMap(UserDetails::getUsername, Function.identity()));
        return (name) -> {
            UserDetails user = users.get(name);
            if (user == null) {
                throw UsernameNotFoundException.fromUsername(name);
            }
            // A copy, because Spring Security erases the password of the returned object.
            return User.withUserDetails(user).build();
        };
    }

    private List<Caller> callers(ObjectProvider<Tokens> tokens) {
        boolean onlyTokens = tokens.getIfAvailable() != null && !this.settings.hasPasswords();
        return (this.settings.on() && !onlyTokens) ? this.settings.callers() : List.of();
    }

    @Bean
    CallerRights callerRights(ObjectProvider<Tokens> tokens) {
        return new CallerRights(this.settings.on(),
                callers(tokens).stream().collect(Collectors.toMap((caller) -> caller.role().user(), Caller::password)));
    }

    /**
     * Compares passwords by their digests, in constant time. A slow hash would not add
     * protection, because the service's environment contains the password itself, and
     * would take about 0.1 s for each request.
     */
    @Bean
    @SuppressWarnings("deprecation") // deprecated because stored digests are not safe
    PasswordEncoder passwordEncoder() {
        return new MessageDigestPasswordEncoder("SHA-256");
    }

    @Bean
    @ConditionalOnBooleanProperty("sensor.security.enabled")
    StatusOnlyHealth statusOnlyHealth() {
        return new StatusOnlyHealth();
    }

    @Bean
    RefusedCalls refusedCalls(JsonMapper json, ObjectProvider<Tokens> tokens) {
        Challenges challenges = new Challenges(this.settings.hasPasswords(), tokens.getIfAvailable());
        return new RefusedCalls(json, this.allowed, new WrongPasswords(InstantSource.system()), challenges);
    }

    @Bean
    Sessions sessions(AuthenticationConfiguration users, Environment environment, ObjectProvider<InstantSource> clock) {
        UserSessions logIns = new UserSessions(SessionServer.MAX_OF_USER, this.settings.sessionLifetime(),
                clock.getIfAvailable(InstantSource::system));
        return new Sessions(users.getAuthenticationManager(), this.settings, logIns, SessionServer.cookie(environment));
    }

    @Bean
    SessionController sessionController(Sessions sessions, RefusedCalls refused) {
        return new SessionController(sessions, refused);
    }

    /**
     * Serves programs: each request has a password or a token, which is checked each
     * time. In one chain with sessions, Spring Security would not check the password of a
     * user who has a session, and a page of another origin could leave out the CSRF
     * token.
     */
    @Bean
    @Order(1)
    @ConditionalOnBooleanProperty("sensor.security.enabled")
    SecurityFilterChain programs(HttpSecurity http, RefusedCalls refused, ObjectProvider<Tokens> tokens,
            ObjectProvider<ReadOnlyPost> readOnly) {
        tokens.ifAvailable((known) -> http.addFilterBefore(known.filter(refused, RefusedCalls::isHealth),
                BasicAuthenticationFilter.class));
        return common(http, refused)
            .securityMatcher((request) -> RefusedCalls.hasCredentials(request) && !Sessions.isSession(request))
            .sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                // A session of the same browser keeps its id.
                .sessionFixation((ids) -> ids.none()))
            .csrf(AbstractHttpConfigurer::disable)
            .addFilterBefore(filter(refused::guesses), BasicAuthenticationFilter.class)
            .httpBasic((basic) -> basic.authenticationEntryPoint(refused))
            .authorizeHttpRequests(new Rights(readOnly.stream().toList()))
            .build();
    }

    /** Serves people, who log in, and requests without a user. */
    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, RefusedCalls refused, Sessions sessions,
            ObjectProvider<ReadOnlyPost> readOnly) {
        common(http, refused).addFilterBefore(filter(refused::guesses), BasicAuthenticationFilter.class)
            .addFilterBefore(filter(sessions::endOld), SecurityContextHolderFilter.class);
        sessions.secure(http);
        return this.settings.on() ? http.authorizeHttpRequests(new Rights(readOnly.stream().toList())).build()
                : http.authorizeHttpRequests((calls) -> calls.anyRequest().permitAll()).build();
    }

    private HttpSecurity common(HttpSecurity http, RefusedCalls refused) {
        return http.headers(PageHeaders::add)
            .addFilterBefore(filter(refused::hosts), DisableEncodeUrlFilter.class)
            .addFilterBefore(listedOrigins(this.settings.allowedOrigins()), CsrfFilter.class)
            .addFilterBefore(filter(refused::foreignWrites), CsrfFilter.class)
            .logout(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .exceptionHandling((failed) -> failed.authenticationEntryPoint(refused).accessDeniedHandler(refused));
    }

    /** Creates a filter of the security chain that is not registered with Tomcat. */
    private static Filter filter(Step step) {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                step.take(request, response, chain);
            }

            @Override
            protected String getFilterName() {
                // With the same name, OncePerRequestFilter would skip the second filter.
                return super.getFilterName() + "@" + System.identityHashCode(this);
            }
        };
    }

    /**
     * Adds CORS headers for these origins, responds to their preflight requests, and
     * ignores requests of other origins.
     */
    private static CorsFilter listedOrigins(List<String> origins) {
        CorsConfiguration listed = new CorsConfiguration();
        listed.setAllowedOrigins(origins);
        listed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        listed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        listed.setExposedHeaders(List.of(HttpHeaders.LOCATION, HttpHeaders.LINK, HttpHeaders.RETRY_AFTER,
                HttpHeaders.CONTENT_RANGE, HttpHeaders.ETAG));
        listed.setAllowCredentials(true);
        return new CorsFilter((request) -> listed) {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                return listed.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null;
            }
        };
    }

    private interface Step {

        void take(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException;

    }

}
