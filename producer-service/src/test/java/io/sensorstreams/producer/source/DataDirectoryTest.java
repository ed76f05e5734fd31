package io.sensorstreams.producer.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DataDirectoryTest {

    private static final String CSV = "Time,Station\n02/01/2024 00:00:00,S\n1,2,3\n\n01/01/2024 00:00:00,\"S\nT\"\n";

    @TempDir
    Path temp;

    private Path root;

    private DataDirectory directory;

    @BeforeEach
    void open() {
        this.root = this.temp.resolve("data");
        this.directory = new DataDirectory(this.root);
    }

    @AfterEach
    void close() {
        this.directory.close();
    }

    @Test
    void aDirectoryThatIsNotThereHasNoFiles() throws IOException {
        assertThat(this.directory.list()).isEmpty();
        assertThat(this.directory.rowsTotal("A.csv")).isEmpty();
    }

    @Test
    void describesItsFiles() throws IOException {
        Files.createDirectory(this.root);
        Files.writeString(this.root.resolve("A.csv"), CSV);
        Files.write(this.root.resolve("B.csv.gz"), gzip(CSV));
        Files.writeString(this.root.resolve("C.csv"), "a,a\n");
        Files.writeString(this.root.resolve("readme.txt"), "a,b\n");
        Files.createDirectory(this.root.resolve("D.csv"));
        assertThat(this.directory.list()).containsExactly(
                new DataFile("A.csv", CSV.length(), OptionalLong.of(3), List.of("Time", "Station"),
                        Optional.of("02/01/2024 00:00:00"), Optional.of("01/01/2024 00:00:00"), Optional.empty()),
                new DataFile("B.csv.gz", gzip(CSV).length, OptionalLong.of(3), List.of("Time", "Station"),
                        Optional.of("02/01/2024 00:00:00"), Optional.of("01/01/2024 00:00:00"), Optional.empty()),
                new DataFile("C.csv", 4, OptionalLong.empty(), List.of(), Optional.empty(), Optional.empty(),
                        Optional.of("C.csv has the column 'a' twice in its header")));
    }

    @Test
    void countsAgainWhenAFileChanged() throws IOException {
        Files.createDirectory(this.root);
        Path file = Files.writeString(this.root.resolve("A.csv"), "a,b\n1,2\n");
        assertThat(this.directory.rowsTotal("A.csv")).hasValue(1);
        Files.writeString(file, "a,b\n1,2\n3,4\n");
        assertThat(this.directory.rowsTotal("A.csv")).hasValue(2);
        Files.writeString(file, "a,b\n1\n2\n3,4\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(this.directory.rowsTotal("A.csv")).hasValue(3);
    }

    @Test
    void countsLargeFilesInTheBackground() throws IOException {
        Files.createDirectory(this.root);
        Files.writeString(this.root.resolve("A.csv"), "a,b\n" + "1,2\n".repeat(2_000_000));
        assertThat(this.directory.describe("A.csv").columns()).containsExactly("a", "b");
        Awaitility.await().untilAsserted(() -> assertThat(this.directory.rowsTotal("A.csv")).hasValue(2_000_000));
    }

    @Test
    void linksOutOfTheDirectoryAreRefused() throws IOException {
        Files.createDirectory(this.root);
        Path secret = Files.writeString(this.temp.resolve("secret.csv"), CSV);
        Files.createSymbolicLink(this.root.resolve("link.csv"), secret);
        Files.createSymbolicLink(this.root.resolve("up.csv"), Path.of("../secret.csv"));
        assertThat(this.directory.list()).isEmpty();
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> this.directory.resolve("up.csv"))
            .withMessage("up.csv is a link that leads out of the data directory");
    }

    @Test
    void linksWithinTheDirectoryAreFollowed() throws IOException {
        Files.createDirectories(this.root.resolve("..data"));
        Files.write(this.root.resolve("..data/blob"), gzip(CSV));
        Files.createSymbolicLink(this.root.resolve("A.csv.gz"), Path.of("..data/blob"));
        assertThat(this.directory.rowsTotal("A.csv.gz")).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ".csv", "..", "../A.csv", "a/A.csv", "a\\A.csv", "/etc/passwd", "A.txt", "A\n.csv",
            "A\0.csv", "A.csv.bz2", "A.csv/" })
    void namesThatAreNoneAreRefused(String name) {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> this.directory.resolve(name))
            .withMessage("'" + name
                    + "' must be the name of a file, without a path, that ends in .csv, .csv.gz or .csv.zst");
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store(name, CSV));
        assertThat(this.root).doesNotExist();
    }

    @Test
    void longNamesAreRefused() {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store("a".repeat(300) + ".csv", CSV));
    }

    @Test
    void takesInAFile() throws IOException {
        assertThat(store("A.csv", CSV)).isTrue();
        assertThat(this.root.resolve("A.csv")).hasContent(CSV);
        assertThat(this.directory.rowsTotal("A.csv")).hasValue(3);
        assertThat(store("A.csv", "x,y\n")).isFalse();
        assertThat(this.root.resolve("A.csv")).hasContent("x,y\n");
    }

    @Test
    void aReaderKeepsTheFileThatIsReplaced() throws IOException {
        store("A.csv", "a,b\n1,2\n");
        Source source = new Source.Csv("A.csv", null, null, null, null, null, null, null);
        try (Rows rows = source.open(this.directory, "A", Position.BEGINNING)) {
            store("A.csv", "a,b\n3,4\n");
            rows.next();
            assertThat(rows.value()).asString(UTF_8).isEqualTo("{\"a\":1,\"b\":2}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\n\n", "a,a\n", "a,,b\n", "PK\u0003\u0004\u0000", "\"a" })
    void whatIsNotCsvLeavesNothingBehind(String content) throws IOException {
        store("A.csv", CSV);
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store("A.csv", content));
        assertThat(this.root).isDirectoryNotContaining("glob:**.part");
        assertThat(this.root.resolve("A.csv")).hasContent(CSV);
    }

    @Test
    void whatIsNotCompressedIsRefusedUnderACompressedName() {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store("A.csv.gz", CSV))
            .withMessage("A.csv.gz cannot be decompressed: Not in GZIP format");
    }

    @Test
    void aLargeFileIsRefusedBeforeItIsRead() {
        InputStream unread = new InputStream() {

            @Override
            public int read() {
                throw new AssertionError("was read");
            }

        };
        assertThatExceptionOfType(FileTooLargeException.class)
            .isThrownBy(() -> this.directory.store("A.csv", unread, 11, 10))
            .withMessage("A.csv has more than the 10 bytes that an upload may have");
    }

    @Test
    void aLargeFileOfUnknownLengthIsRefusedAtTheLimit() throws IOException {
        InputStream endless = new InputStream() {

            @Override
            public int read() {
                return 'a';
            }

        };
        assertThatExceptionOfType(FileTooLargeException.class)
            .isThrownBy(() -> this.directory.store("A.csv", endless, -1, 1_000_000));
        assertThat(this.root).isEmptyDirectory();
    }

    @Test
    void aBrokenUploadLeavesNothingBehind() {
        InputStream broken = new InputStream() {

            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }

        };
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.directory.store("A.csv", broken, -1, 10))
            .withMessage("connection lost");
        assertThat(this.root).isEmptyDirectory();
    }

    private boolean store(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        return this.directory.store(name, new ByteArrayInputStream(bytes), bytes.length, 1_000_000);
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return compressed.toByteArray();
    }

}
