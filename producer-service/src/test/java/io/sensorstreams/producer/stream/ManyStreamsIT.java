package io.sensorstreams.producer.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    @TempDir
    Path data;

    @Test
    void holdsTheRateOfHundredsOfStreams() {
        try (TestService service = TestService.start(TestKafka.bootstrapServers(), this.data)) {
            ShownStreams streams = ShownStreams.of(service);
            awaitStarted(streams);
            IntStream.range(0, STREAMS).forEach((i) -> streams.create(oneRowPerSecond("many-" + i, i)));

            long start = System.nanoTime();
            streams.startAll();
            await().atMost(Duration.ofSeconds(60)).until(() -> rows(streams.all()) >= 10 * STREAMS);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<StreamView> stopped = streams.stopAll();

            assertThat(seconds).isBetween(8.5, 13.0);
            assertThat(stopped).hasSize(STREAMS)
                .allSatisfy((stream) -> assertThat(stream.rowsAcked()).isBetween(8L, 13L))
                .allSatisfy((stream) -> assertThat(stream.state()).isEqualTo(StreamState.STOPPED));
            stopped.forEach((stream) -> streams.delete(stream.spec().name()));
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
