package io.sensorstreams.common.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LetterSizeTest {

    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void doesNotChangeARecordThatFits() {
        Header row = new RecordHeader("row", "air/1/0".getBytes(StandardCharsets.UTF_8));

        ProducerRecord<byte[], byte[]> letter = LetterSize.LARGEST.letter("AIR-dlt", new byte[10], new byte[999_900],
                List.of(row), "no row");

        assertThat(letter.key()).hasSize(10);
        assertThat(letter.value()).hasSize(999_900);
        assertThat(letter.headers().toArray()).extracting(Header::key).containsExactly("row", DeadLetter.REASON);
    }

    @Test
    void omitsMissingParts() {
        ProducerRecord<byte[], byte[]> letter = LetterSize.LARGEST.letter("AIR-dlt", null, null, List.of(), "no row");

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "1048576, 10, 1, 10", "10, 1048576, 1, 10", "1048576, 1048576, 1, 10", "10, 10, 1, 1048576",
            "10, 10, 100000, 5", "1048576, 1048576, 50000, 20", "5000000, 5000000, 3, 5000000" })
    void truncatesEveryRecordThatIsTooLarge(int key, int value, int headers, int header) {
        List<Header> all = new ArrayList<>();
        all.add(new RecordHeader("row", "air/1/0".getBytes(StandardCharsets.UTF_8)));
        IntStream.range(0, headers).forEach((i) -> all.add(new RecordHeader("h" + i, new byte[header])));

        for (Optional<LetterSize> size = Optional.of(LetterSize.LARGEST); size
            .isPresent(); size = size.get().smaller()) {
            ProducerRecord<byte[], byte[]> letter = size.get()
                .letter("AIR-dlt", new byte[key], new byte[value], all, "x".repeat(100_000));

            int bytes = AbstractRecords.estimateSizeInBytesUpperBound(RecordBatch.CURRENT_MAGIC_VALUE,
                    CompressionType.NONE, letter.key(), letter.value(), letter.headers().toArray());
            assertThat(bytes).isLessThan(Math.min(MEBIBYTE - 10_000, size.get().bytes() + 4500));
            assertThat(length(letter, DeadLetter.KEY_LENGTH, letter.key().length)).isEqualTo(key);
            assertThat(length(letter, DeadLetter.LENGTH, letter.value().length)).isEqualTo(value);
        }
    }

    @Test
    void keepsASmallKeyAndSmallHeadersOfALargeValue() {
        Header large = new RecordHeader("large", new byte[MEBIBYTE]);
        Header row = new RecordHeader("row", "air/1/0".getBytes(StandardCharsets.UTF_8));

        ProducerRecord<byte[], byte[]> letter = LetterSize.LARGEST.letter("AIR-dlt", new byte[40], new byte[MEBIBYTE],
                List.of(large, row), "no row");

        assertThat(letter.key()).hasSize(40);
        assertThat(letter.value()).hasSizeGreaterThan(999_000);
        assertThat(letter.headers().lastHeader("row")).isEqualTo(row);
        assertThat(text(letter, DeadLetter.HEADERS_DROPPED)).isEqualTo("1");
        assertThat(text(letter, DeadLetter.LENGTH)).isEqualTo("" + MEBIBYTE);
    }

    @Test
    void theSmallestDeadLetterContainsNothingOfTheRecord() {
        LetterSize smallest = new LetterSize(1000).smaller().orElseThrow();

        ProducerRecord<byte[], byte[]> letter = smallest.letter("AIR-dlt", new byte[9], new byte[9],
                List.of(new RecordHeader("h", new byte[1])), "x".repeat(1000));

        assertThat(letter.key()).isEmpty();
        assertThat(letter.value()).isEmpty();
        assertThat(text(letter, DeadLetter.REASON)).hasSize(101);
        assertThat(smallest.smaller()).isEmpty();
    }

    private static int length(ProducerRecord<?, ?> letter, String header, int kept) {
        return (letter.headers().lastHeader(header) != null) ? Integer.parseInt(text(letter, header)) : kept;
    }

    private static String text(ProducerRecord<?, ?> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

}
