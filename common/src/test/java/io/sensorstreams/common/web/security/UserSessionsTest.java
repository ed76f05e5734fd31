package io.sensorstreams.common.web.security;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpSession;

import static org.assertj.core.api.Assertions.assertThat;

class UserSessionsTest {

    private static final Duration LIFETIME = Duration.ofHours(12);

    private Instant now = Instant.parse("2026-01-31T08:00:00Z");

    private final UserSessions sessions = new UserSessions(2, LIFETIME, () -> this.now);

    @Test
    void theOldestSessionOfAUserEndsWhenThereAreTooMany() {
        MockHttpSession operator = begin("operator");
        MockHttpSession first = begin("viewer");
        MockHttpSession second = begin("viewer");

        MockHttpSession third = begin("viewer");

        assertThat(first.isInvalid()).isTrue();
        assertThat(second.isInvalid()).isFalse();
        assertThat(third.isInvalid()).isFalse();
        assertThat(operator.isInvalid()).isFalse();
    }

    @Test
    void aSessionThatHasEndedDoesNotCount() {
        MockHttpSession first = begin("viewer");
        begin("viewer").invalidate();

        begin("viewer");

        assertThat(first.isInvalid()).isFalse();
    }

    @Test
    void aSecondLogInOfASessionCountsForItsUserOnly() {
        MockHttpSession other = begin("viewer");
        MockHttpSession session = begin("viewer");
        this.sessions.begin(session, "operator");

        begin("viewer");

        assertThat(other.isInvalid()).isFalse();
        assertThat(session.isInvalid()).isFalse();
    }

    @Test
    void aSessionEndsAtTheEndOfItsLifetime() {
        MockHttpSession session = begin("viewer");
        this.now = this.now.plus(LIFETIME).minusMillis(1);
        this.sessions.endOld(session);
        assertThat(session.isInvalid()).isFalse();

        this.now = this.now.plusMillis(1);
        this.sessions.endOld(session);

        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void aSecondLogInBeginsTheLifetimeAgain() {
        MockHttpSession session = begin("viewer");
        this.now = this.now.plus(LIFETIME);
        this.sessions.begin(session, "viewer");

        this.sessions.endOld(session);

        assertThat(session.isInvalid()).isFalse();
    }

    private MockHttpSession begin(String user) {
        MockHttpSession session = new MockHttpSession();
        this.sessions.begin(session, user);
        return session;
    }

}
