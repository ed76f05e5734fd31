package io.sensorstreams.producer.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.arrival.Afterwards;
import io.sensorstreams.producer.arrival.FileSort;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.source.DirectorySource;
import io.sensorstreams.producer.source.OnBadRow;
import io.sensorstreams.producer.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitRows;
import static io.sensorstreams.producer.stream.TestStreams.awaitStarted;
import static io.sensorstreams.producer.stream.TestStreams.awaitState;
import static io.sensorstreams.producer.stream.TestStreams.awaitView;
import static io.sensorstreams.producer.stream.TestStreams.identities;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static io.sensorstreams.producer.stream.TestStreams.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Streams over the files of a directory. */
class DirectoryIT {

    private static final TopicReader TOPICS = new TopicReader(TestKafka.bootstrapServers());

    private static final int ROWS_OF_FILE = 5;

    @TempDir
    Path data;

    @TempDir
    Path elsewhere;

    private static Source source(String pattern, boolean follow, Afterwards afterwards) {
        return new DirectorySource(pattern, FileSort.NAME, Duration.ofMillis(50), follow, afterwards, List.of(),
                OnBadRow.SKIP, null, "iso", null, null, null);
    }

    private static StreamSpec directory(String name, Source source) {
        return with(spec(name, "any.csv", UNLIMITED), source, null);
    }

    /** Drops a complete file with the next rows, as an upload does. */
    private void drop(String prefix, int file) throws IOException {
        StringBuilder text = new StringBuilder("Station,n\n");
        IntStream.range(file * ROWS_OF_FILE, (file + 1) * ROWS_OF_FILE)
            .forEach((row) -> text.append("S1,").append(row).append('\n'));
        drop(prefix + "%03d.csv".formatted(file), text.toString());
    }

    private void drop(String name, String content) throws IOException {
        Path file = Files.writeString(this.elsewhere.resolve(name), content);
        Files.move(file, this.data.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private TestService start() {
        return TestService.start(TestKafka.bootstrapServers(), this.data);
    }

    private static ShownStreams streams(TestService service) {
        ShownStreams streams = ShownStreams.of(service);
        awaitStarted(streams);
        return streams;
    }

    @Test
    void sendsEachRowOnceWhileItIsStoppedTenTimes() throws IOException {
        int files = 0;
        try (TestService service = start()) {
            ShownStreams streams = streams(service);
            streams.create(directory("dropped", source("D*.csv", false, Afterwards.MOVE)));
            awaitView(streams, "dropped",
                    (view) -> assertThat(view.files().waits()).isEqualTo("waits for files that match 'D*.csv'"));
            for (int stop = 0; stop < 8; stop++) {
                for (int i = 0; i < 20; i++) {
                    drop("D", files++);
                }
                awaitRows(streams, "dropped", 20L * ROWS_OF_FILE * stop + 7);
                streams.stop("dropped");
                streams.start("dropped");
            }
        }
        for (int restart = 0; restart < 2; restart++) {
            for (int i = 0; i < 20; i++) {
                drop("D", files++);
            }
            try (TestService service = start()) {
                awaitRows(streams(service), "dropped", 20L * ROWS_OF_FILE * (8 + restart) + 3);
            }
        }
        long rows = (long) files * ROWS_OF_FILE;
        try (TestService service = start()) {
            ShownStreams streams = streams(service);
            awaitRows(streams, "dropped", rows);
            StreamView view = awaitView(streams, "dropped", (shown) -> assertThat(shown.files().waits()).isNotNull());
            assertThat(view.rowsAcked()).isEqualTo(rows);
            assertThat(view.files().passedOver()).isEmpty();
            assertThat(view.files().filesRead()).isEqualTo(files);
            streams.delete("dropped");
        }
        assertThat(TOPICS.rows("dropped")).isEqualTo(identities("dropped", 1, rows));
        assertThat(TOPICS.read("dropped")).extracting((record) -> record.value())
            .containsExactlyElementsOf(IntStream.range(0, (int) rows)
                .mapToObj((row) -> "{\"Station\":\"S1\",\"n\":" + row + "}")
                .toList());
        try (Stream<Path> moved = Files.list(this.data.resolve("done"))) {
            assertThat(moved).hasSize(files);
        }
    }

    @Test
    void followsAFileAndFailsAtABadOne() throws IOException {
        try (TestService service = start()) {
            ShownStreams streams = streams(service);
            streams.create(directory("followed", source("F*.csv", true, Afterwards.KEEP)));
            Path file = Files.writeString(this.data.resolve("F1.csv"), "Station,n\nS1,1\nS1,2");
            awaitRows(streams, "followed", 1);
            for (int row = 2; row < 20; row++) {
                Files.writeString(file, "\nS1," + (row + 1), StandardOpenOption.APPEND);
                awaitRows(streams, "followed", row);
            }
            assertThat(streams.find("followed").rowsAcked()).isEqualTo(19);

            drop("F2.csv", "a,b\n1\n2\n");
            drop("F3.csv", "Station,n\nS1,21\n");
            StreamView failed = awaitState(streams, "followed", StreamState.FAILED);
            assertThat(failed.lastError()).startsWith("F2.csv: every row was rejected, 2 in all").contains("next-file");
            assertThat(failed.rowsAcked()).isEqualTo(20);

            service.bean(StreamRegistry.class).startAtNextFile("followed");
            awaitRows(streams, "followed", 21);
            awaitView(streams, "followed", (view) -> assertThat(view.files().passedOver()).containsExactly("F2.csv"));
            streams.delete("followed");
        }
    }

    @Test
    void aPausedStreamSkipsTheRestOfItsFile() throws IOException {
        try (TestService service = start()) {
            ShownStreams streams = streams(service);
            drop("P1.csv", "Station,n\n" + "S1,1\n".repeat(100_000));
            drop("P2.csv", "Station,n\nS1,2\n");
            StreamSpec slow = directory("skipping", source("P*.csv", false, Afterwards.KEEP))
                .withPace(new Pace.Rate(200.0));
            streams.create(slow);
            awaitRows(streams, "skipping", 10);
            StreamRegistry registry = service.bean(StreamRegistry.class);
            registry.pause("skipping");

            registry.startAtNextFile("skipping");

            StreamView view = awaitView(streams, "skipping", (shown) -> {
                assertThat(shown.files().currentFile()).isEqualTo("P2.csv");
                assertThat(shown.files().waits()).isNotNull();
            });
            assertThat(view.files().passedOver()).containsExactly("P1.csv");
            assertThat(TOPICS.rows("skipping")).doesNotHaveDuplicates().hasSize((int) view.rowsAcked());
            assertThat(view.rowsAcked()).isLessThan(50_000);
            streams.delete("skipping");
        }
    }

    @Test
    void refusesStreamsThatTakeFilesFromEachOther() throws IOException {
        try (TestService service = start()) {
            ShownStreams streams = streams(service);
            drop("C", 1);
            streams.create(directory("mover", source("C*.csv", false, Afterwards.MOVE)));

            assertFault(streams, directory("other", source("*1.csv", false, Afterwards.KEEP)), "source.pattern",
                    "names files that stream 'mover' moves or deletes");
            assertFault(streams, spec("csv", "C001.csv", UNLIMITED), "source.file", "stream 'mover'");
            streams.create(directory("apart", source("X[!C]*.csv", false, Afterwards.DELETE)));
            streams.delete("mover");
            streams.delete("apart");
        }
    }

    private static void assertFault(ShownStreams streams, StreamSpec spec, String field, String reason) {
        assertThatExceptionOfType(InvalidStreamException.class).isThrownBy(() -> streams.create(spec))
            .satisfies((e) -> assertThat(e.errors()).containsOnlyKeys(field)
                .extracting((errors) -> Map.copyOf(errors).get(field))
                .asString()
                .contains(reason));
    }

}
