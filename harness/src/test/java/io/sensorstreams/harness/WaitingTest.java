package io.sensorstreams.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WaitingTest {

    private static final Duration POLL = Duration.ofMillis(1);

    @Test
    void endsWhenTheConditionIsTrue() {
        AtomicInteger checks = new AtomicInteger();

        Waiting.until("it is checked", Duration.ofMinutes(1), POLL, () -> checks.incrementAndGet() == 3);

        assertThat(checks).hasValue(3);
    }

    @Test
    void namesTheConditionThatIsNotTrueInTime() {
        assertThatExceptionOfType(TimedOutException.class)
            .isThrownBy(() -> Waiting.until("the stream is COMPLETED", Duration.ZERO, POLL, () -> false))
            .withMessage("Not reached within 0 s: the stream is COMPLETED");
    }

    @Test
    void repeatsACheckThatIsRefused() {
        AtomicInteger checks = new AtomicInteger();

        Waiting.until("it is checked", Duration.ofMinutes(1), POLL, () -> {
            if (checks.incrementAndGet() < 3) {
                throw new AssertionError("answered 503 instead of 200");
            }
            return true;
        });

        assertThat(checks).hasValue(3);
    }

    @Test
    void namesTheLastRefusal() {
        assertThatExceptionOfType(TimedOutException.class)
            .isThrownBy(() -> Waiting.until("the stream is COMPLETED", Duration.ZERO, POLL, () -> {
                throw new AssertionError("answered 503 instead of 200");
            }))
            .withMessage("Not reached within 0 s: the stream is COMPLETED; answered 503 instead of 200");
    }

    @Test
    void endsWhenTheConditionCannotBeChecked() {
        assertThatIllegalStateException().isThrownBy(() -> Waiting.until("it is read", Duration.ZERO, POLL, () -> {
            throw new IOException("unreadable");
        })).withMessageContaining("it is read").withMessageContaining("unreadable");
    }

}
