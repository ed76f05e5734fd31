package io.sensorstreams.producer.directory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.source.Source;
import io.sensorstreams.producer.source.TestSources;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class DataDirectoryTest {

    private static final String CSV = "Time,Station\n02/01/2024 00:00:00,S\n1,2,3\n\n01/01/2024 00:00:00,\"S\nT\"\n";

    private static final ScanSettings SETTINGS = new ScanSettings(100 << 20, Duration.ofMinutes(1),
            Duration.ofSeconds(30));

    @TempDir
    Path temp;

    private Path root;

    private DataDirectory directory;

    @BeforeEach
    void open() {
        this.root = this.temp.resolve("data");
        this.directory = new DataDirectory(this.root, SETTINGS);
    }

    @AfterEach
    void close() {
        this.directory.close();
    }

    @Test
    void aMissingDirectoryHasNoFiles() throws IOException {
        assertThat(TestDirectory.files(this.directory)).isEmpty();
        assertThat(this.directory.rowsTotal("A.csv")).isEmpty();
    }

    @Test
    void describesItsFiles() throws IOException {
        Files.createDirectory(this.root);
        Files.writeString(this.root.resolve("A.csv"), CSV);
        Files.write(this.root.resolve("B.csv.gz"), gzip(CSV));
        Files.writeString(this.root.resolve("C.csv"), "a,\u0007\n");
        Files.writeString(this.root.resolve("readme.md"), "a,b\n");
        Files.createDirectory(this.root.resolve("D.csv"));
        assertThat(TestDirectory.files(this.directory)).containsExactly(
                new DataFile("A.csv", CSV.length(), OptionalLong.of(3), List.of("Time", "Station"),
                        Optional.of("02/01/2024 00:00:00"), Optional.of("01/01/2024 00:00:00"), Optional.empty(), true,
                        Optional.empty()),
                new DataFile("B.csv.gz", gzip(CSV).length, OptionalLong.of(3), List.of("Time", "Station"),
                        Optional.of("02/01/2024 00:00:00"), Optional.of("01/01/2024 00:00:00"), Optional.empty(), true,
                        Optional.empty()),
                new DataFile("C.csv", 4, OptionalLong.empty(), List.of(), Optional.empty(), Optional.empty(),
                        Optional.of("C.csv is not CSV: its first row has control characters"), true, Optional.empty()));
    }

    /** Loggers and cameras write names in upper case. */
    @Test
    void readsFilesWhoseEndingIsInUpperCase() throws IOException {
        Files.createDirectory(this.root);
        Files.writeString(this.root.resolve("A.CSV"), CSV);
        Files.write(this.root.resolve("B.CSV.GZ"), gzip(CSV));
        assertThat(TestDirectory.files(this.directory)).extracting(DataFile::name, DataFile::rows)
            .containsExactly(tuple("A.CSV", OptionalLong.of(3)), tuple("B.CSV.GZ", OptionalLong.of(3)));
        assertThat(this.directory.mayBeLonger("A.CSV", CSV.length())).isFalse();
        assertThat(this.directory.mayBeLonger("B.CSV.GZ", CSV.length())).isTrue();
    }

    @Test
    void storesAnUploadWhoseEndingIsInUpperCase() throws IOException {
        assertThat(store("A.CSV", CSV)).isTrue();
        assertThat(this.directory.rowsTotal("A.CSV")).hasValue(3);
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store("A.Csv.gZ", CSV))
            .withMessage("A.Csv.gZ cannot be decompressed: Not in GZIP format");
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
        assertThat(TestDirectory.files(this.directory)).isEmpty();
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
    @ValueSource(strings = { "", ".csv", "..", "../A.csv", "a/A.csv", "a\\A.csv", "/etc/passwd", "A.dat", "A\n.csv",
            "A\0.csv", "A.csv.bz2", "A.csv/" })
    void invalidNamesAreRefused(String name) {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> this.directory.resolve(name))
            .withMessage("'" + name
                    + "' must be the name of a file, without a path or a dot at its start, that ends in .csv, .tsv or .txt, or in one of these and .gz or .zst");
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store(name, CSV));
        assertThat(this.root).doesNotExist();
    }

    @Test
    void longNamesAreRefused() {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store("a".repeat(300) + ".csv", CSV));
    }

    @Test
    void storesAFile() throws IOException {
        assertThat(store("A.csv", CSV)).isTrue();
        assertThat(this.root.resolve("A.csv")).hasContent(CSV);
        assertThat(this.directory.rowsTotal("A.csv")).hasValue(3);
        assertThat(store("A.csv", "x,y\n")).isFalse();
        assertThat(this.root.resolve("A.csv")).hasContent("x,y\n");
    }

    @Test
    void aReaderReadsTheReplacedFileToItsEnd() throws IOException {
        store("A.csv", "a,b\n1,2\n");
        Source source = TestSources.csv("A.csv");
        try (Rows rows = source.open(this.directory, "A", Position.BEGINNING)) {
            store("A.csv", "a,b\n3,4\n");
            rows.next();
            assertThat(rows.value()).asString(UTF_8).isEqualTo("{\"a\":1,\"b\":2}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\n\n", "a,\u0007\n", "PK\u0003\u0004\u0000", "\"a" })
    void anUploadThatIsNotCsvLeavesNoFile(String content) throws IOException {
        store("A.csv", CSV);
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store("A.csv", content));
        assertThat(this.root).isDirectoryNotContaining("glob:**.part");
        assertThat(this.root.resolve("A.csv")).hasContent(CSV);
    }

    @Test
    void plainTextIsRefusedUnderACompressedName() {
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
            .isThrownBy(() -> this.directory.store("A.csv", unread, 11, 10, () -> {
            }))
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
            .isThrownBy(() -> this.directory.store("A.csv", endless, -1, 1_000_000, () -> {
            }));
        assertThat(this.root).isEmptyDirectory();
    }

    @Test
    void aBrokenUploadLeavesNoFile() {
        InputStream broken = new InputStream() {

            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }

        };
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> this.directory.store("A.csv", broken, -1, 10, () -> {
            }))
            .withMessage("connection lost");
        assertThat(this.root).isEmptyDirectory();
    }

    @Test
    void aFullDiskIsReportedAndLeavesNoFile() {
        InputStream full = new InputStream() {

            @Override
            public int read() throws IOException {
                throw new IOException("No space left on device");
            }

        };
        assertThatExceptionOfType(DirectoryFullException.class)
            .isThrownBy(() -> this.directory.store("A.csv", full, -1, 10, () -> {
            }))
            .withMessage("The disk of the data directory has no room for A.csv; nothing of it was kept");
        assertThat(this.root).isEmptyDirectory();
    }

    @Test
    void reportsRowsAfterTheFormerEndOfAFile() throws IOException {
        Files.createDirectory(this.root);
        Path file = Files.writeString(this.root.resolve("A.csv"), "a,b\n1,2\n\n");
        Files.write(this.root.resolve("B.csv.gz"), gzip("a,b\n1,2\n3,4\n"));
        assertThat(rest("A.csv", Source.Order.FILE, 1, 8)).isEqualTo(Source.Rest.NONE);
        Files.writeString(file, "3,4\n", StandardOpenOption.APPEND);
        assertThat(rest("A.csv", Source.Order.FILE, 1, 8)).isEqualTo(Source.Rest.MORE);
        assertThat(rest("A.csv", Source.Order.REVERSED, 1, 4)).isEqualTo(Source.Rest.ELSEWHERE);
        assertThat(rest("A.csv", Source.Order.REVERSED, 2, 8)).isEqualTo(Source.Rest.NONE);
        assertThat(rest("B.csv.gz", Source.Order.FILE, 1, 8)).isEqualTo(Source.Rest.MORE);
        assertThat(rest("B.csv.gz", Source.Order.FILE, 2, 12)).isEqualTo(Source.Rest.NONE);
        assertThat(rest("C.csv", Source.Order.FILE, 2, 12)).isEqualTo(Source.Rest.NONE);
    }

    /** A file that has grown may look otherwise than it did when a stream began. */
    @Test
    void countsTheRowsAsTheStreamReadsThem() throws IOException {
        Files.createDirectory(this.root);
        Files.writeString(this.root.resolve("A.csv"), "a,b\n1,\"2\n3,4\n5,6\"\n7,8\n");
        Dialect unquoted = JsonMapper.shared().readValue("{\"quote\":\"\"}", Dialect.class);
        assertThat(this.directory.rowsTotal("A.csv")).hasValue(2);
        assertThat(this.directory.rowsTotal("A.csv", null, Dialect.STANDARD)).hasValue(2);

        assertThat(this.directory.rowsTotal("A.csv", null, unquoted)).hasValue(4);
        assertThat(this.directory.rowsKnown("A.csv", null, unquoted)).hasValue(4);
        assertThat(this.directory.rowsTotal("A.csv", Dialect.STANDARD, unquoted)).as("declared").hasValue(2);
        FileIdentity seen = new FileIdentity(28, null, null, 0, 13, 0, new FileFormat(unquoted, null, List.of()), null);
        assertThat(TestSources.csv("A.csv").rest(this.directory, new Position(3, 20, seen)))
            .isEqualTo(Source.Rest.MORE);
        assertThat(TestSources.csv("A.csv").rest(this.directory, new Position(4, 24, seen)))
            .isEqualTo(Source.Rest.NONE);
    }

    private Source.Rest rest(String file, Source.Order order, long row, long bytes) {
        return TestSources.csv(file, order).rest(this.directory, new Position(row, bytes));
    }

    @Test
    void listsFilesInPages() throws IOException {
        Files.createDirectory(this.root);
        for (int i = 0; i < 25; i++) {
            Files.writeString(this.root.resolve("A%02d.csv".formatted(i)), CSV);
        }
        FilePage first = this.directory.list("", 10);
        FilePage second = this.directory.list(first.next().orElseThrow(), 10);
        FilePage third = this.directory.list(second.next().orElseThrow(), 10);
        assertThat(first.files()).extracting(DataFile::name).hasSize(10).startsWith("A00.csv").endsWith("A09.csv");
        assertThat(second.files()).extracting(DataFile::name).hasSize(10).startsWith("A10.csv").endsWith("A19.csv");
        assertThat(third.files()).extracting(DataFile::name).hasSize(5).startsWith("A20.csv").endsWith("A24.csv");
        assertThat(third.next()).isEmpty();
    }

    @Test
    void aSmallFileWithMuchTextDoesNotDelayOthers() throws IOException {
        Files.createDirectory(this.root);
        Files.write(this.root.resolve("A.csv.zst"), zstdBomb("a,b\n1,2\n", "\n"));
        Files.write(this.root.resolve("B.csv.gz"), gzipBomb("a,b\n", "1,2\n"));
        Files.write(this.root.resolve("C.csv.zst"), zstdBomb("a,b\n", "x"));
        Files.writeString(this.root.resolve("D.csv"), CSV);
        List<DataFile> files = TestDirectory.files(this.directory);
        assertThat(files).extracting(DataFile::scanned).containsExactly(false, false, false, true);
        assertThat(files.get(3).rows()).hasValue(3);
        assertThat(files.get(0).columns()).containsExactly("a", "b");
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(() -> assertThat(TestDirectory.files(this.directory)).extracting(DataFile::scanned)
                .doesNotContain(false));
        assertThat(TestDirectory.files(this.directory).subList(0, 3))
            .allSatisfy((file) -> assertThat(file.scanLimit()).contains(file.name() + " has more than "
                    + SETTINGS.maxBytes() + " bytes of text (sensor.scan.max-size): its rows are not counted"))
            .allSatisfy((file) -> assertThat(file.rows()).isEmpty())
            .allSatisfy((file) -> assertThat(file.fault()).isEmpty());
    }

    @Test
    void aScanStopsAfterItsTime() throws IOException {
        try (DataDirectory hasty = new DataDirectory(this.root,
                new ScanSettings(Long.MAX_VALUE, Duration.ofMillis(50), Duration.ofSeconds(30)))) {
            Files.createDirectory(this.root);
            Files.write(this.root.resolve("A.csv.zst"), zstdBomb("a,b\n1,2\n", "\n"));
            Awaitility.await()
                .untilAsserted(() -> assertThat(hasty.describe("A.csv.zst").scanLimit())
                    .hasValueSatisfying((reason) -> assertThat(reason).contains("sensor.scan.max-time")));
        }
    }

    @Test
    void aScanEndsWithTheDirectory() throws IOException {
        DataDirectory endless = new DataDirectory(this.root,
                new ScanSettings(Long.MAX_VALUE, Duration.ofDays(1), Duration.ofSeconds(30)));
        Files.createDirectory(this.root);
        Files.write(this.root.resolve("A.csv.zst"), zstdBomb("a,b\n1,2\n", "\n"));
        TestDirectory.files(endless);
        Awaitility.await().until(() -> isThread("file-scan-large"));
        endless.close();
        Awaitility.await().until(() -> !isThread("file-scan-large"));
    }

    private static boolean isThread(String name) {
        return Thread.getAllStackTraces().keySet().stream().anyMatch((thread) -> thread.getName().equals(name));
    }

    @Test
    void anUploadIsReadForItsHeaderOnly() throws IOException {
        byte[] blank = zstdBomb("\n", "\n");
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> this.directory.store("A.csv.zst",
                new ByteArrayInputStream(blank), blank.length, 1_000_000, () -> {
                }))
            .withMessage("A.csv.zst has no header line in its first 2097152 bytes");
    }

    @Test
    void aHeaderOfVeryManyColumnsIsReadInLinearTime() throws IOException {
        String header = IntStream.range(0, 120_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        store("A.csv", header + "\n");
        assertThat(this.directory.describe("A.csv").columns()).hasSize(120_000);
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store("B.csv", ",".repeat(500_000) + "\n"))
            .withMessage("B.csv is not CSV: in its header, row has more than 131072 fields");
    }

    @Test
    void manyEmptyGzipMembersAreAccepted() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(gzip("a,b\n1,2\n"));
        byte[] empty = gzip("");
        for (int i = 0; i < 45_000; i++) {
            parts.writeBytes(empty);
        }
        Files.createDirectory(this.root);
        Files.write(this.root.resolve("A.csv.gz"), parts.toByteArray());
        Files.writeString(this.root.resolve("B.csv"), CSV);
        assertThat(TestDirectory.files(this.directory)).extracting(DataFile::scanned).containsExactly(true, true);
        assertThat(this.directory.rowsTotal("B.csv")).hasValue(3);
    }

    /**
     * A start followed by many repetitions of a text of 16 MiB, several gigabytes in
     * total.
     */
    private static byte[] zstdBomb(String start, String text) {
        byte[] part = Zstd.compress(text.repeat((16 << 20) / text.length()).getBytes(UTF_8));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(Zstd.compress(start.getBytes(UTF_8)));
        for (int i = 0; i < 200; i++) {
            bomb.writeBytes(part);
        }
        return bomb.toByteArray();
    }

    private static byte[] gzipBomb(String start, String text) throws IOException {
        byte[] part = gzip(text.repeat((16 << 20) / text.length()));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(gzip(start));
        for (int i = 0; i < 100; i++) {
            bomb.writeBytes(part);
        }
        return bomb.toByteArray();
    }

    private boolean store(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        return this.directory.store(name, new ByteArrayInputStream(bytes), bytes.length, 1_000_000, () -> {
        });
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return compressed.toByteArray();
    }

}
