package io.sensorstreams.common.web.security.token;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Reads the user and the roles of a valid token. */
final class TokenRoles implements Converter<Jwt, AbstractAuthenticationToken> {

    private static final String OPERATOR = "ROLE_OPERATOR";

    private static final String VIEWER = "ROLE_VIEWER";

    private final TokenSettings settings;

    private final ClaimPath claim;

    private final String nameClaim;

    /**
     * Creates the reader.
     * @param nameClaim claim with the name of the user; null for {@code sub}
     */
    TokenRoles(TokenSettings settings, @Nullable String nameClaim) {
        this.settings = settings;
        this.claim = new ClaimPath(settings.rolesClaim());
        this.nameClaim = (nameClaim != null) ? nameClaim : "sub";
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        Set<String> roles = this.claim.texts(token.getClaims());
        List<GrantedAuthority> authorities = new ArrayList<>();
        if (!Collections.disjoint(roles, this.settings.operatorRoles())) {
            authorities.add(new SimpleGrantedAuthority(OPERATOR));
        }
        if (!Collections.disjoint(roles, this.settings.viewerRoles())) {
            authorities.add(new SimpleGrantedAuthority(VIEWER));
        }
        return new JwtAuthenticationToken(token, authorities, name(token));
    }

    private String name(Jwt token) {
        for (String name : List.of(this.nameClaim, "sub")) {
            if (token.getClaims().get(name) instanceof String text && !text.isBlank()) {
                return text;
            }
        }
        return "token";
    }

    /** Returns why a request with this token is not allowed. */
    String refusal(JwtAuthenticationToken token, String request) {
        if (token.getAuthorities().stream().anyMatch((authority) -> VIEWER.equals(authority.getAuthority()))) {
            return request + " needs the role 'operator', and the token has the role 'viewer'";
        }
        return ("The token has neither the role 'operator' nor 'viewer': its claim '%s' has none of the values that "
                + "SENSOR_OPERATOR_ROLES and SENSOR_VIEWER_ROLES name")
            .formatted(this.claim.text());
    }

}
