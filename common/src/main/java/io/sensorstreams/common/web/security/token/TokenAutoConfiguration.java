package io.sensorstreams.common.web.security.token;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/**
 * Configures how bearer tokens are checked. Spring Boot's resource server creates the
 * decoder from its own settings. Without an issuer nothing of this exists.
 */
@AutoConfiguration(after = OAuth2ResourceServerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(JwtDecoder.class)
@EnableConfigurationProperties(TokenSettings.class)
public class TokenAutoConfiguration {

    private static final Logger LOGGER = LoggerFactory.getLogger(TokenAutoConfiguration.class);

    private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

    private static final String REMEDY = """
            Correct the setting, such as SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI; \
            docs/access.md shows the settings of common issuers.""";

    private final OAuth2ResourceServerProperties.Jwt issuer;

    TokenAutoConfiguration(OAuth2ResourceServerProperties properties, Environment environment) {
        this.issuer = properties.getJwt();
        List<String> faults = new ArrayList<>();
        requireAddress("issuer-uri", this.issuer.getIssuerUri(), faults);
        requireAddress("jwk-set-uri", this.issuer.getJwkSetUri(), faults);
        requireUnset("authority-prefix", this.issuer.getAuthorityPrefix(), faults);
        requireUnset("authorities-claim-name", this.issuer.getAuthoritiesClaimName(), faults);
        requireUnset("authorities-claim-delimiter", this.issuer.getAuthoritiesClaimDelimiter(), faults);
        if (!this.issuer.getAuthoritiesClaimExpressions().isEmpty()) {
            requireUnset("authorities-claim-expressions", "", faults);
        }
        if (!faults.isEmpty()) {
            throw new InvalidSettingException(faults, REMEDY);
        }
        if (!environment.getProperty("sensor.security.enabled", Boolean.class, false)) {
            LOGGER
                .warn("An issuer of tokens is set, but security is off (SENSOR_SECURITY_ENABLED): no token is checked");
        }
    }

    private static void requireAddress(String name, @Nullable String value, List<String> faults) {
        if (value != null && !isAddress(value)) {
            faults.add("%s is '%s', expected an address such as https://issuer.example.com/realms/sensors"
                .formatted(PREFIX + name, value.replaceAll("//[^/]*@", "//***@")));
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI address = URI.create(text);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null && address.getUserInfo() == null && address.getFragment() == null;
        }
        catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void requireUnset(String name, @Nullable String value, List<String> faults) {
        if (value != null) {
            faults.add(("%s is not supported: SENSOR_ROLES_CLAIM names the claim, SENSOR_OPERATOR_ROLES and "
                    + "SENSOR_VIEWER_ROLES its values")
                .formatted(PREFIX + name));
        }
    }

    /** A token that never expires cannot be withdrawn. */
    @Bean
    OAuth2TokenValidator<Jwt> expiry() {
        JwtTimestampValidator times = new JwtTimestampValidator();
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }

    /** Accepts access tokens with their own type (RFC 9068), too. */
    @Bean
    JwtTypeValidator tokenTypes() {
        JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return types;
    }

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer boundedIssuer(TokenSettings settings, ObjectProvider<SslBundles> bundles,
            ObjectProvider<InstantSource> clock) {
        SSLContext trust = settings.issuerBundle().isEmpty() ? null : trust(settings.issuerBundle(), bundles);
        return (decoder) -> decoder
            .restOperations(IssuerClient.create(trust, clock.getIfAvailable(InstantSource::system)));
    }

    private static SSLContext trust(String name, ObjectProvider<SslBundles> bundles) {
        try {
            return bundles.getObject().getBundle(name).createSslContext();
        }
        catch (NoSuchSslBundleException e) {
            throw new InvalidSettingException(List
                .of("sensor.security.issuer-bundle (SENSOR_ISSUER_BUNDLE) is '%s', and there is no bundle of this name"
                    .formatted(name)),
                    "Set spring.ssl.bundle.pem.%s.truststore.certificate to the certificate of the issuer's authority."
                        .formatted(name));
        }
    }

    @Bean
    @ConditionalOnBooleanProperty("sensor.security.enabled")
    Tokens tokens(JwtDecoder decoder, TokenSettings settings) {
        if (this.issuer.getIssuerUri() == null) {
            LOGGER.warn("No issuer is set, so the claim 'iss' of tokens is not checked; set " + PREFIX + "issuer-uri");
        }
        if (this.issuer.getAudiences().isEmpty()) {
            LOGGER.warn("No audience of tokens is set, so tokens that the issuer made for other services are accepted; "
                    + "set spring.security.oauth2.resourceserver.jwt.audiences");
        }
        return new Tokens(decoder, new TokenRoles(settings, this.issuer.getPrincipalClaimName()));
    }

}
