package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.sensorstreams.producer.arrival.Afterwards;
import io.sensorstreams.producer.arrival.FileSort;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.row.SourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Reads files that are dropped into a directory. */
abstract class DirectoryFixture {

    static final String HEADER = "Time,Station,n\n";

    @TempDir
    Path temp;

    Path data = Path.of("");

    DataDirectory directory = TestDirectory.of(Path.of(""));

    private final List<SequenceReader> readers = new ArrayList<>();

    @BeforeEach
    void directory() throws IOException {
        this.data = Files.createDirectory(this.temp.resolve("data"));
        this.directory = TestDirectory.of(this.data);
    }

    /** Continues with another, empty directory. */
    void directory(long seed) throws IOException {
        this.data = Files.createDirectory(this.temp.resolve("data-" + seed));
        this.directory.close();
        this.directory = TestDirectory.of(this.data);
    }

    @AfterEach
    void close() throws IOException {
        for (SequenceReader reader : this.readers) {
            reader.close();
        }
        this.directory.close();
    }

    SequenceReader reader(DirectorySource source) {
        return reader(source, false);
    }

    SequenceReader reader(DirectorySource source, boolean timed) {
        SequenceReader reader = new SequenceReader(source, this.directory, timed);
        this.readers.add(reader);
        return reader;
    }

    static DirectorySource source(FileSort sort, boolean follow, Afterwards afterwards) {
        return new DirectorySource("AIR*.csv*", sort, Duration.ZERO, follow, afterwards, List.of(""),
                OnBadRow.DEAD_LETTER, null, "iso", null, null, null);
    }

    static String row(int number) {
        return "2026-01-01T00:%02d:%02d,S1,%d\n".formatted(number / 60 % 60, number % 60, number);
    }

    static String value(int number) {
        return "{\"Time\":\"2026-01-01T00:%02d:%02d\",\"Station\":\"S1\",\"n\":%d}".formatted(number / 60 % 60,
                number % 60, number);
    }

    static List<String> values(int count) {
        return Stream.iterate(0, (number) -> number + 1).limit(count).map(DirectoryFixture::value).toList();
    }

    /** The file appears complete, as by a rename. */
    void drop(String name, String content) throws IOException {
        Path temporary = Files.writeString(this.temp.resolve("temporary"), content);
        Files.move(temporary, this.data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void append(String name, String content) throws IOException {
        Files.writeString(this.data.resolve(name), content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void readUntil(SequenceReader reader, int rows) {
        await().pollInterval(Duration.ofMillis(1)).atMost(Duration.ofSeconds(20)).until(() -> {
            while (reader.step()) {
                reader.commit();
            }
            return reader.committed().size() >= rows;
        });
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                .map((file) -> String.valueOf(file.getFileName()))
                .sorted()
                .toList();
        }
    }

    static void assertFails(SequenceReader reader, String message) throws IOException {
        assertThatExceptionOfType(SourceException.class)
            .isThrownBy(() -> await().pollInterval(Duration.ofMillis(1)).until(() -> {
                reader.step();
                reader.commit();
                return false;
            }))
            .withMessageContaining(message);
        reader.crash();
    }

}
