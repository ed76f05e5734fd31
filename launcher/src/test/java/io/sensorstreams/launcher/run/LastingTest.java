package io.sensorstreams.launcher.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LastingTest {

    private final AtomicLong nanos = new AtomicLong();

    private final Lasting lasting = new Lasting(Duration.ofNanos(10), this.nanos::get);

    @Test
    void reportsALastingProblemOnce() {
        assertThat(this.lasting.news(List.of("a"))).isEmpty();
        this.nanos.set(10);
        assertThat(this.lasting.news(List.of("a", "b"))).containsExactly("a");
        assertThat(this.lasting.told()).containsExactly("a");
        this.nanos.set(20);
        assertThat(this.lasting.news(List.of("a", "b"))).containsExactly("b");
    }

    @Test
    void forgetsATroubleThatIsOver() {
        this.lasting.news(List.of("a"));
        this.nanos.set(10);
        assertThat(this.lasting.news(List.of())).isEmpty();
        assertThat(this.lasting.news(List.of("a"))).isEmpty();
        this.nanos.set(20);
        assertThat(this.lasting.news(List.of("a"))).containsExactly("a");
    }

}
