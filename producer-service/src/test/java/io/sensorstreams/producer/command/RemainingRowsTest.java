package io.sensorstreams.producer.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockSpec;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.ClockMark;
import io.sensorstreams.producer.publish.StreamPosition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;

class RemainingRowsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final String OVER = "has sent everything";

    private final ClockDefinition clock = ClockDefinition.create("august",
            new ClockSpec("2023-08-31", null, null, null, null), NOW);

    private final long first = this.clock.spec().first();

    @TempDir
    Path data;

    private String file;

    @BeforeEach
    void writeRows() {
        this.file = csv(this.data, "air.csv", 10);
    }

    @Test
    void hasRowsAgainAfterASeekToATimeThatWasPassed() throws IOException {
        ClockMark mark = new ClockMark(this.clock.origin(), 0, this.first + 9_000, 0);

        assertThat(nothingLeft(this.clock, mark)).contains(OVER);
        assertThat(nothingLeft(this.clock.sought(NOW, this.first + 5_000, NOW), mark)).isEmpty();
        assertThat(nothingLeft(this.clock.sought(NOW, this.first + 9_001, NOW), mark)).contains(OVER);
    }

    @Test
    void keepsItsEndWithAnotherClock() throws IOException {
        ClockDefinition sought = this.clock.sought(NOW, this.first, NOW);

        assertThat(nothingLeft(sought, new ClockMark("another", 0, this.first + 9_000, 0))).contains(OVER);
        assertThat(nothingLeft(sought, null)).contains(OVER);
    }

    private Optional<String> nothingLeft(ClockDefinition present, @Nullable ClockMark mark) throws IOException {
        StreamDefinition definition = StreamDefinition
            .create(spec("air", this.file, new Pace.EventTime(null, null, "august")), NOW);
        StreamPosition end = new StreamPosition("air", definition.origin(), "air", this.file, 1, 10,
                Files.size(this.data.resolve(this.file)), 10, 10, 0, true, null, null, mark, null);
        return new RemainingRows(TestDirectory.of(this.data), (name) -> Optional.of(present)).nothingLeft(definition,
                end);
    }

}
