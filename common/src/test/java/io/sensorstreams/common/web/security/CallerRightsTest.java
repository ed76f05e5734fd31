package io.sensorstreams.common.web.security;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class CallerRightsTest {

    private static final Map<String, String> PASSWORDS = Map.of("viewer", "secret");

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private final CallerRights rights = new CallerRights(true, PASSWORDS);

    @Test
    void passesOnTheHeaderOfTheCaller() {
        this.request.addHeader("Authorization", "Bearer token");
        this.request.setUserPrincipal(() -> "viewer");

        assertThat(this.rights.authorization(this.request)).contains("Bearer token");
    }

    @Test
    void usesThePasswordOfTheUserOfASession() {
        this.request.setUserPrincipal(() -> "viewer");

        assertThat(this.rights.authorization(this.request)).contains("Basic dmlld2VyOnNlY3JldA==");
    }

    @Test
    void knowsNobodyElse() {
        assertThat(this.rights.authorization(this.request)).isEmpty();
        this.request.setUserPrincipal(() -> "operator");
        assertThat(this.rights.authorization(this.request)).isEmpty();
    }

    @Test
    void passesOnNothingWithoutSecurity() {
        this.request.addHeader("Authorization", "Bearer token");

        assertThat(new CallerRights(false, PASSWORDS).authorization(this.request)).isEmpty();
    }

}
