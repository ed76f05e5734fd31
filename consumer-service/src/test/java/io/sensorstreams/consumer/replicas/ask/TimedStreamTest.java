package io.sensorstreams.consumer.replicas.ask;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimedStreamTest {

    private final TimedStream stream = new TimedStream(Duration.ofMillis(50));

    private int requested;

    private boolean cancelled;

    TimedStreamTest() {
        this.stream.onSubscribe(new Flow.Subscription() {

            @Override
            public void request(long count) {
                TimedStreamTest.this.requested += (int) count;
            }

            @Override
            public void cancel() {
                TimedStreamTest.this.cancelled = true;
            }

        });
    }

    @Test
    void readsAllBytesToTheEnd() throws IOException {
        this.stream.onNext(List.of(bytes("ab"), bytes(""), bytes("c")));
        this.stream.onNext(List.of(bytes("d")));
        this.stream.onComplete();

        assertThat(new String(this.stream.readAllBytes(), US_ASCII)).isEqualTo("abcd");
        assertThat(this.stream.read()).isEqualTo(-1);
        this.stream.close();
        assertThat(this.cancelled).isFalse();
    }

    @Test
    void asksForMoreOnlyWhenItIsRead() throws IOException {
        assertThat(this.requested).isEqualTo(1);
        this.stream.onNext(List.of(bytes("ab")));
        assertThat(this.requested).isEqualTo(1);

        assertThat(this.stream.read()).isEqualTo('a');

        assertThat(this.requested).isEqualTo(2);
        assertThat(this.stream.read()).isEqualTo('b');
        assertThat(this.requested).isEqualTo(2);
    }

    @Test
    void reportsALostConnectionAfterTheBytesBeforeIt() throws IOException {
        this.stream.onNext(List.of(bytes("a")));
        this.stream.onError(new IOException("reset"));

        assertThat(this.stream.read()).isEqualTo('a');
        assertThatThrownBy(this.stream::read).isInstanceOf(IOException.class).hasMessageContaining("reset");
    }

    @Test
    void doesNotWaitForeverAndEndsTheConnection() {
        assertThatThrownBy(this.stream::read).isInstanceOf(SocketTimeoutException.class);
        assertThat(this.cancelled).isTrue();
    }

    @Test
    void endsTheConnectionWhenItIsClosedEarly() throws IOException {
        this.stream.onNext(List.of(bytes("a")));
        this.stream.close();

        assertThat(this.cancelled).isTrue();
        assertThat(this.stream.read()).isEqualTo(-1);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

}
