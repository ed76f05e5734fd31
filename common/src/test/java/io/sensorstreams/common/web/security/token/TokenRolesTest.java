package io.sensorstreams.common.web.security.token;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

class TokenRolesTest {

    private static final TokenSettings DEFAULT = new TokenSettings(" ", List.of("operator"), List.of("viewer"), "");

    @Test
    void readsTheClaimRolesByDefault() {
        assertThat(roles(DEFAULT, Map.of("roles", List.of("viewer")))).containsExactly("ROLE_VIEWER");
        assertThat(roles(DEFAULT, Map.of("roles", List.of("operator", "viewer")))).containsExactly("ROLE_OPERATOR",
                "ROLE_VIEWER");
    }

    @Test
    void comparesValuesExactly() {
        for (String value : List.of("Operator", "operator ", "operators", "ROLE_operator", "*", "")) {
            assertThat(roles(DEFAULT, Map.of("roles", List.of(value)))).as(value).isEmpty();
        }
    }

    @Test
    void severalValuesMayMeanARole() {
        TokenSettings settings = new TokenSettings("groups", List.of("7b2c", "ROLE_admin"), List.of(), "");

        assertThat(roles(settings, Map.of("groups", List.of("ROLE_admin")))).containsExactly("ROLE_OPERATOR");
        assertThat(roles(settings, Map.of("groups", List.of("operator", "viewer")))).isEmpty();
    }

    @Test
    void theUserHasTheNameOfItsClaim() {
        Map<String, Object> claims = Map.of("sub", "4f1c", "preferred_username", "ada");

        assertThat(convert(DEFAULT, null, claims).getName()).isEqualTo("4f1c");
        assertThat(convert(DEFAULT, "preferred_username", claims).getName()).isEqualTo("ada");
        assertThat(convert(DEFAULT, "email", claims).getName()).isEqualTo("4f1c");
        assertThat(convert(DEFAULT, null, Map.of("sub", " ")).getName()).isEqualTo("token");
    }

    private static List<String> roles(TokenSettings settings, Map<String, Object> claims) {
        return convert(settings, null, claims).getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
    }

    private static AbstractAuthenticationToken convert(TokenSettings settings, String nameClaim,
            Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put("iat", Instant.EPOCH);
        Jwt token = Jwt.withTokenValue("x").header("alg", "RS256").claims((each) -> each.putAll(all)).build();
        return new TokenRoles(settings, nameClaim).convert(token);
    }

}
