package io.sensorstreams.producer.run;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateMeterTest {

    private static final long START = -5_000_000_000L;

    private final RateMeter meter = new RateMeter();

    RateMeterTest() {
        this.meter.restart(START);
    }

    @Test
    void isZeroWithoutRows() {
        assertThat(this.meter.perSecond(at(3))).isZero();
    }

    @Test
    void measuresSinceTheStartInTheFirstSeconds() {
        this.meter.add(at(0.4), 40);

        assertThat(this.meter.perSecond(at(0.5))).isCloseTo(80, within(0.1));
        assertThat(this.meter.perSecond(at(2))).isCloseTo(20, within(0.1));
    }

    @Test
    void measuresTheLastSecondsAfterThat() {
        for (int i = 0; i < 600; i++) {
            this.meter.add(at(i / 10.0), (i < 300) ? 1000 : 7);
        }

        assertThat(this.meter.perSecond(at(60))).isCloseTo(70, within(1.0));
    }

    @Test
    void forgetsOldRows() {
        this.meter.add(at(1), 1000);

        assertThat(this.meter.perSecond(at(1000))).isZero();
    }

    @Test
    void forgetsEverythingAtARestart() {
        this.meter.add(at(1), 1000);
        this.meter.restart(at(2));

        assertThat(this.meter.perSecond(at(3))).isZero();
    }

    private static long at(double seconds) {
        return START + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

}
