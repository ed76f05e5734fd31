package io.sensorstreams.common.web.security.token;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the roles in tokens. Spring's own settings name the issuer
 * ({@code spring.security.oauth2.resourceserver.jwt}).
 *
 * @param rolesClaim claim of a token that has the roles, as a path such as
 * {@code realm_access.roles}
 * @param operatorRoles values of the claim that mean the role operator
 * @param viewerRoles values of the claim that mean the role viewer
 * @param issuerBundle SSL bundle with the authorities that the issuer's certificate may
 * have; empty for those of the JVM
 */
@ConfigurationProperties("sensor.security")
record TokenSettings(@DefaultValue("") String rolesClaim, @DefaultValue("operator") List<String> operatorRoles,
        @DefaultValue("viewer") List<String> viewerRoles, @DefaultValue("") String issuerBundle) {

    private static final String DEFAULT_CLAIM = "roles";

    TokenSettings {
        rolesClaim = rolesClaim.isBlank() ? DEFAULT_CLAIM : rolesClaim.strip();
    }

}
