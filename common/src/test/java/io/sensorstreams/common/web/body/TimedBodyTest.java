package io.sensorstreams.common.web.body;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimedBodyTest {

    private static final BodyProperties PROPERTIES = new BodyProperties(1, Duration.ofSeconds(10),
            DataSize.ofBytes(100));

    private Duration now = Duration.ZERO;

    private Duration wait = Duration.ZERO;

    private final TimedBody body = new TimedBody(new Client(), PROPERTIES, () -> this.now.toNanos());

    @Test
    void ignoresTheTimeOfTheHandler() throws IOException {
        assertThat(this.body.doRead(null)).isEqualTo(100);
        this.now = this.now.plusSeconds(1000);

        assertThat(this.body.doRead(null)).isEqualTo(100);
        assertThat(this.body.isTooSlow()).isFalse();
    }

    @Test
    void countsTheTimeOfTheClient() throws IOException {
        this.wait = Duration.ofSeconds(6); // 100 bytes allow 1 s
        this.body.doRead(null);
        this.body.doRead(null);

        assertThatThrownBy(() -> this.body.doRead(null)).isInstanceOf(SocketTimeoutException.class);
        assertThat(this.body.isTooSlow()).isTrue();
    }

    /** Sends 100 bytes after each wait. */
    private final class Client implements InputBuffer {

        @Override
        public int doRead(ApplicationBufferHandler handler) {
            TimedBodyTest.this.now = TimedBodyTest.this.now.plus(TimedBodyTest.this.wait);
            return 100;
        }

        @Override
        public int available() {
            return 0;
        }

    }

}
