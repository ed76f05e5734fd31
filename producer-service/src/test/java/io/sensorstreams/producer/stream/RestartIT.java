package io.sensorstreams.producer.stream;

import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.source.OnBadRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitRows;
import static io.sensorstreams.producer.stream.TestStreams.awaitStarted;
import static io.sensorstreams.producer.stream.TestStreams.awaitState;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.identities;
import static io.sensorstreams.producer.stream.TestStreams.source;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static io.sensorstreams.producer.stream.TestStreams.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * State that survives a restart of the service.
 */
class RestartIT {

    private static final TopicReader TOPICS = new TopicReader(TestKafka.bootstrapServers());

    @TempDir
    Path data;

    @Test
    void continuesAtTheNextRow() {
        int rows = 400_000;
        try (TestService service = start()) {
            ShownStreams streams = streams(service);
            streams.create(spec("fast", csv(this.data, "fast.csv", rows), UNLIMITED));
            streams.create(spec("slow", csv(this.data, "slow.csv", 3000), new Pace.Rate(500.0)));
            awaitRows(streams, "fast", 1);
            awaitRows(streams, "slow", 300);
        }
        try (TestService service = start()) {
            awaitRows(streams(service), "slow", 600);
        }
        try (TestService service = start()) {
            ShownStreams streams = streams(service);
            awaitState(streams, "fast", StreamState.COMPLETED);
            awaitState(streams, "slow", StreamState.COMPLETED);
            List.of("fast", "slow").forEach(streams::delete);
        }

        assertThat(TOPICS.rows("fast")).isEqualTo(identities("fast", 1, rows));
        assertThat(TOPICS.rows("slow")).isEqualTo(identities("slow", 1, 3000));
    }

    @Test
    void keepsTheWantedState() {
        List<StreamView> before;
        try (TestService service = start()) {
            ShownStreams streams = streams(service);
            StreamSpec spec = spec("kept-done", csv(this.data, "kept.csv", 50), UNLIMITED);
            streams.create(with(spec, source("kept.csv", OnBadRow.SKIP, true), 70L));
            streams.create(spec("kept-paused", "kept.csv", new Pace.Rate(20.0)));
            streams.create(spec("kept-stopped", "kept.csv", new Pace.Rate(20.0)));
            awaitState(streams, "kept-done", StreamState.COMPLETED);
            awaitRows(streams, "kept-paused", 3);
            awaitRows(streams, "kept-stopped", 3);
            streams.pause("kept-paused");
            streams.stop("kept-stopped");
            before = streams.all();
        }
        try (TestService service = start()) {
            ShownStreams streams = streams(service);
            // The event time is known when a row was read since the start.
            await().untilAsserted(() -> assertThat(streams.all())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("eventTime")
                .isEqualTo(before));
            streams.all().forEach((stream) -> streams.delete(stream.spec().name()));
        }
        assertThat(before).extracting(StreamView::state)
            .containsExactly(StreamState.COMPLETED, StreamState.PAUSED, StreamState.STOPPED);
        assertThat(before.get(0).run()).isEqualTo(2);
    }

    private TestService start() {
        return TestService.start(TestKafka.bootstrapServers(), this.data);
    }

    private static ShownStreams streams(TestService service) {
        ShownStreams streams = ShownStreams.of(service);
        awaitStarted(streams);
        return streams;
    }

}
