package io.sensorstreams.producer.directory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.common.objects.ObjectServer;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.object.TestObjects;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

class ObjectDirectoryIT {

    private static final String BUCKET = "object-directory";

    private static final long MOST = 100L << 20;

    private Path root;

    private DataDirectory directory;

    @BeforeAll
    static void bucket() {
        ObjectServer.shared().bucket(BUCKET);
    }

    @BeforeEach
    void open(TestInfo test) {
        this.root = root(BUCKET, test.getTestMethod().orElseThrow().getName() + "/");
        this.directory = TestDirectory.of(this.root);
    }

    private static Path root(String bucket, String prefix) {
        return TestObjects.root(ObjectServer.shared().endpoint(), bucket, prefix);
    }

    @AfterEach
    void close() {
        this.directory.close();
    }

    private boolean store(String name, String content, long most) throws IOException {
        return this.directory.store(name, new ByteArrayInputStream(content.getBytes(UTF_8)), -1, most, () -> {
        });
    }

    /** Names of all objects. */
    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(this.root)) {
            entries.forEach((entry) -> names.add(String.valueOf(entry.getFileName())));
        }
        return names;
    }

    @Test
    void storesListsAndReplacesFiles() throws IOException {
        assertThat(store("B.csv", "Time,n\n1,1\n2,2\n", MOST)).isTrue();
        assertThat(store("A.csv", "Time,n\n1,1\n", MOST)).isTrue();
        assertThat(store("B.csv", "Time,n\n1,1\n2,2\n3,3\n", MOST)).isFalse();
        Files.newOutputStream(this.root.resolve("done").resolve("C.csv")).close();

        await().untilAsserted(() -> assertThat(TestDirectory.files(this.directory))
            .extracting(DataFile::name, (file) -> file.rows().orElse(-1))
            .containsExactly(tuple("A.csv", 1L), tuple("B.csv", 3L)));
        assertThat(names()).containsExactly("A.csv", "B.csv");
    }

    @Test
    void keepsNothingOfARefusedUpload() throws IOException {
        String row = "1," + "x".repeat(1000) + "\n";

        assertThatExceptionOfType(FileTooLargeException.class)
            .isThrownBy(() -> store("A.csv", "Time,n\n" + row.repeat(20_000), 17 << 20));
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> store("B.csv", "", MOST))
            .withMessage("B.csv is empty: a CSV file begins with a header line");

        assertThat(names()).isEmpty();
        assertThat(ObjectServer.shared().client().listMultipartUploads((list) -> list.bucket(BUCKET)).uploads())
            .isEmpty();
    }

    @Test
    void storesALargeFileInParts() throws IOException {
        String row = "1," + "x".repeat(1000) + "\n";

        assertThat(store("A.csv", "Time,n\n" + row.repeat(20_000), MOST)).isTrue();

        assertThat(names()).containsExactly("A.csv");
        await().untilAsserted(() -> assertThat(this.directory.describe("A.csv").rows()).hasValue(20_000));
    }

    @Test
    void copiesAnObjectInsteadOfLinkingIt() throws IOException {
        Path file = Files.writeString(this.root.resolve("A.csv"), "a\n1\n");
        Path copy = this.root.resolve("done").resolve("A.csv");

        Files.createLink(copy, file);

        assertThat(Files.readString(copy)).isEqualTo("a\n1\n");
        assertThat(Files.isSameFile(file, copy)).isTrue();
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> Files.createLink(copy, file));
        Files.writeString(file, "a\n2\n");
        assertThat(Files.isSameFile(file, copy)).isFalse();
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> Files.createFile(copy));
        assertThat(Files.readString(copy)).isEqualTo("a\n1\n");
    }

    @Test
    void tellsAMissingFileFromAFailingStore() {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> this.directory.resolve("A.csv"))
            .withMessage("A.csv is not in the data directory");
        try (DataDirectory missing = TestDirectory.of(root("no-such-bucket", "in/"))) {
            assertThatExceptionOfType(ReadFailedException.class).isThrownBy(() -> missing.resolve("A.csv"))
                .withMessage("A.csv cannot be read: Finding 'in/A.csv' in bucket 'no-such-bucket' of "
                        + ObjectServer.shared().endpoint() + " failed: there is no bucket 'no-such-bucket'; create "
                        + "it, or correct the setting that names it, such as sensor.bucket");
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> missing.list("", 10));
        }
    }

}
