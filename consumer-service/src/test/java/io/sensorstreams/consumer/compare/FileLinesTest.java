package io.sensorstreams.consumer.compare;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FileLinesTest {

    @Test
    void skipsOnlyTheExpectedLine() {
        FileLines lines = lines("one\ntwo\nthree");

        assertThat(skips(lines, "one\n")).isTrue();
        assertThat(skips(lines, "too\n")).isFalse();
        assertThat(skips(lines, "two\nthree and more")).isFalse();
        assertThat(skips(lines, "two\n")).isTrue();
        assertThat(rest(lines)).containsExactly("three");
    }

    @Test
    void readsLinesAcrossTheBuffer() {
        String line = "x".repeat(99_999);

        assertThat(rest(lines((line + "\n").repeat(5)))).containsExactly(line, line, line, line, line);
    }

    @Test
    void splitsALongTextWithoutALineEnd() {
        assertThat(rest(lines("x".repeat(3_000_000)))).hasSizeBetween(2, 3);
    }

    @Test
    void skipsBytes() {
        FileLines lines = lines("one\ntwo\n");

        lines.skip(4L);

        assertThat(rest(lines)).containsExactly("two");
    }

    @Test
    void endsAtTheFirstReadFailure() {
        FileLines lines = new FileLines(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk gone");
            }
        });

        assertThat(lines.nextLine()).isFalse();
        assertThat(lines.failure()).hasValueSatisfying((failure) -> assertThat(failure).hasMessage("disk gone"));
    }

    private static FileLines lines(String content) {
        return new FileLines(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean skips(FileLines lines, String expected) {
        byte[] bytes = expected.getBytes(StandardCharsets.UTF_8);
        return lines.skip(bytes, bytes.length);
    }

    private static List<String> rest(FileLines lines) {
        List<String> rest = new ArrayList<>();
        while (lines.nextLine()) {
            rest.add(new String(lines.line(), StandardCharsets.UTF_8));
        }
        return rest;
    }

}
