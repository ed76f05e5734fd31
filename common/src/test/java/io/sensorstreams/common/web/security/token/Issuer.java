package io.sensorstreams.common.web.security.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * A real issuer, Spring Authorization Server. A client gets a token whose claim
 * {@code realm_access.roles} has the name of the client, as Keycloak has it.
 */
public final class Issuer implements AutoCloseable {

    /** Audience of all tokens. */
    public static final String AUDIENCE = "sensor-streams";

    private static final AtomicReference<RSAKey> KEY = new AtomicReference<>(newKey());

    private final ServletWebServerApplicationContext server;

    private Issuer(ServletWebServerApplicationContext server) {
        this.server = server;
    }

    /**
     * Starts the issuer.
     * @param port 0 for any
     */
    public static Issuer start(int port) {
        return new Issuer((ServletWebServerApplicationContext) new SpringApplicationBuilder(Server.class)
            .properties("server.address=127.0.0.1", "spring.main.banner-mode=off", "spring.jmx.enabled=false")
            .run("--server.port=" + port));
    }

    public String address() {
        return address(this.server.getWebServer().getPort());
    }

    public static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** Returns a new token of a client: operator, viewer or nobody. */
    public String token(String client) throws IOException, InterruptedException {
        String user = Base64.getEncoder()
            .encodeToString((client + ":" + client + "-secret").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/oauth2/token"))
            .header("Authorization", "Basic " + user)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
        String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        return JsonMapper.shared().readTree(answer).path("access_token").asString();
    }

    /** Signs all later tokens with another key, and forgets the former one. */
    public static void rotate() {
        KEY.set(newKey());
    }

    /** Returns the key pair that signs tokens now. */
    public static RSAKey key() {
        return KEY.get();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        }
        catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        this.server.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    @ImportAutoConfiguration({ JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class,
            DispatcherServletAutoConfiguration.class })
    static class Server {

        @Bean
        SecurityFilterChain endpoints(HttpSecurity http) {
            http.oauth2AuthorizationServer((server) -> {
                http.securityMatcher(server.getEndpointsMatcher());
                server.oidc(withDefaults());
            });
            return http.authorizeHttpRequests((calls) -> calls.anyRequest().authenticated()).build();
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(
                    List.of("operator", "viewer", "nobody").stream().map(Server::client).toList());
        }

        private static RegisteredClient client(String name) {
            return RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret("{noop}" + name + "-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .build();
        }

        @Bean
        JWKSource<SecurityContext> keys() {
            return (selector, context) -> selector.select(new JWKSet(KEY.get()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return NimbusJwtDecoder.withJwkSource(keys).build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return (token) -> token.getClaims()
                .audience(List.of(AUDIENCE))
                .claim("realm_access",
                        Map.of("roles", List.of("offline_access", token.getRegisteredClient().getClientId())));
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

    }

}
