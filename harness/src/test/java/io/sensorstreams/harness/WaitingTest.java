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
            .isThrownBy(() -> Waiting.until("pigs fly", Duration.ZERO, POLL, () -> false))
            .withMessage("Waited for 0 s in vain until pigs fly");
    }

    @Test
    void endsWhenTheConditionCannotBeChecked() {
        assertThatIllegalStateException().isThrownBy(() -> Waiting.until("it is read", Duration.ZERO, POLL, () -> {
            throw new IOException("unreadable");
        })).withMessageContaining("it is read").withMessageContaining("unreadable");
    }

}
