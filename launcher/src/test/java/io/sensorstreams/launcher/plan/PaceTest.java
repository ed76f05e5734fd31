package io.sensorstreams.launcher.plan;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaceTest {

    @Test
    void becomesTheSpecificationOfAStreamsPace() {
        assertThat(Pace.parse("unlimited").specification()).isEqualTo(Map.of("type", "unlimited"));
        assertThat(Pace.parse("rate:100").specification()).isEqualTo(Map.of("type", "rate", "perSecond", 100.0));
        assertThat(Pace.parse("rate:0.5").specification()).isEqualTo(Map.of("type", "rate", "perSecond", 0.5));
        assertThat(Pace.parse("interval:5s").specification()).isEqualTo(Map.of("type", "interval", "every", "5s"));
        assertThat(Pace.parse("event-time:500000").specification())
            .isEqualTo(Map.of("type", "event-time", "speedup", 500000.0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "fast", "unlimited:1", "rate", "rate:", "rate:0", "rate:-1", "rate:1e3", "interval:5",
            "interval:0s", "event-time:x", "event-time:0.0" })
    void refusesInvalidPaces(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pace.parse(text))
            .withMessage("pace '" + text + "', expected unlimited, rate:100, interval:5s or event-time:60");
    }

}
