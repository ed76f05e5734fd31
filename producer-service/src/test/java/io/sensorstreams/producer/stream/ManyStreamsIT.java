package io.sensorstreams.producer.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.source.RandomSource;
import io.sensorstreams.producer.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.sensorstreams.producer.stream.TestStreams.awaitStarted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ManyStreamsIT {

    private static final int STREAMS = 300;

    private static final int CLIENTS = 16;

    @TempDir
    Path data;

    @Test
    void keepsHundredsOfStreamsToTheirRate() throws InterruptedException {
        try (TestService service = TestService.start(TestKafka.bootstrapServers(), this.data)) {
            ShownStreams streams = ShownStreams.of(service);
            awaitStarted(streams);
            each((i) -> streams.create(oneRowPerSecond("many-" + i, i)));

            long start = System.nanoTime();
            streams.startAll();
            await().atMost(Duration.ofSeconds(60)).until(() -> rows(streams.all()) >= 10 * STREAMS);
            List<StreamView> stopped = streams.stopAll();
            double seconds = (System.nanoTime() - start) / 1e9;

            // No stream is faster than its rate, and each one runs.
            assertThat(seconds).isGreaterThan(8.5);
            assertThat(stopped).hasSize(STREAMS)
                .allSatisfy((stream) -> assertThat((double) stream.rowsAcked()).isBetween(1.0, seconds + 1))
                .allSatisfy((stream) -> assertThat(stream.state()).isEqualTo(StreamState.STOPPED));
            each((i) -> streams.delete("many-" + i));
        }
    }

    /** Sends a command for each stream, several at the same time. */
    private static void each(IntConsumer command) throws InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Object>> commands = IntStream.range(0, STREAMS)
                .mapToObj((i) -> Executors.callable(() -> command.accept(i)))
                .toList();
            assertThat(clients.invokeAll(commands)).allSatisfy(Future::get);
        }
        finally {
            clients.shutdownNow();
        }
    }

    private static StreamSpec oneRowPerSecond(String name, long seed) {
        Source source = new RandomSource(List.of("S1"), seed, null, null, null);
        return new StreamSpec(name, "AIR", source, new Pace.Interval(Duration.ofSeconds(1)), null, null, null, false);
    }

    private static long rows(List<StreamView> streams) {
        return streams.stream().mapToLong(StreamView::rowsAcked).sum();
    }

}
