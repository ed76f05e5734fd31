package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.consumer.bytes.CommittedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FileTailTest {

    @TempDir
    Path directory;

    @Test
    void readsTheLastRowsOfALongFile() throws IOException {
        String content = "header\n" + rows(0, 50_000);

        assertThat(tail(content, 20_000, true)).isEqualTo("header\n" + rows(30_000, 50_000));
    }

    @Test
    void readsNoHeaderOfAFormatWithoutHeaders() throws IOException {
        assertThat(tail("a\nb\nc\n", 2, false)).isEqualTo("b\nc\n");
    }

    @Test
    void returnsTheHeaderOnceForFewRows() throws IOException {
        assertThat(tail("header\na\n", 5, true)).isEqualTo("header\na\n");
        assertThat(tail("header\n", 5, true)).isEqualTo("header\n");
        assertThat(tail("header\na\n", 0, true)).isEqualTo("header\n");
    }

    @Test
    void readsNothingFromAnEmptyFile() throws IOException {
        assertThat(tail("", 5, false)).isEmpty();
    }

    private String tail(String content, int lines, boolean header) throws IOException {
        Path file = Files.writeString(this.directory.resolve("file"), content + "not committed\n");
        return new String(new FileTail(CommittedBytes.onDisk(file, content.length()), header).read(lines),
                StandardCharsets.UTF_8);
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj((row) -> "row " + row + "\n").collect(Collectors.joining());
    }

}
