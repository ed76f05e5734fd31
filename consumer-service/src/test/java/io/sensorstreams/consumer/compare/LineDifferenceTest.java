package io.sensorstreams.consumer.compare;

import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

import io.sensorstreams.consumer.compare.LineDifference.TooManyLinesException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LineDifferenceTest {

    private final LineDifference difference = new LineDifference(100_000, 0, 1);

    @Test
    void countsLinesOfOneSideOnly() {
        this.difference.inKafka(1);
        this.difference.inKafka(1);
        this.difference.inFiles(2);
        this.difference.inKafka(0);

        assertThat(this.difference.missing()).isEqualTo(3);
        assertThat(this.difference.extra()).isEqualTo(1);
        assertThat(this.difference.cancelled()).isZero();
    }

    @Test
    void cancelsLinesOfBothSides() {
        this.difference.inFiles(7);
        this.difference.inKafka(7);
        this.difference.inKafka(7);

        assertThat(this.difference.missing()).isEqualTo(1);
        assertThat(this.difference.extra()).isZero();
        assertThat(this.difference.cancelled()).isEqualTo(1);
    }

    @Test
    void removesKnownLines() {
        this.difference.inFiles(7);
        this.difference.inFiles(7);
        this.difference.inFiles(8);

        this.difference.take(7);
        this.difference.take(7);
        this.difference.take(9);

        assertThat(this.difference.taken()).isEqualTo(2);
        assertThat(this.difference.extra()).isEqualTo(1);
    }

    @Test
    void freesTheSpaceOfCancelledLines() {
        for (int round = 0; round < 20; round++) {
            LongStream.range(0, 50_000).map(LineDifferenceTest::hash).forEach(this.difference::inKafka);
            LongStream.range(0, 50_000).map(LineDifferenceTest::hash).forEach(this.difference::inFiles);
        }

        assertThat(this.difference.missing() + this.difference.extra()).isZero();
        assertThat(this.difference.cancelled()).isEqualTo(1_000_000);
    }

    @Test
    void refusesLinesBeyondItsCapacity() {
        assertThatExceptionOfType(TooManyLinesException.class).isThrownBy(
                () -> LongStream.range(0, 500_000).map(LineDifferenceTest::hash).forEach(this.difference::inKafka));
    }

    @Test
    void countsEachLineInExactlyOnePart() {
        long missing = 0;
        for (int part = 0; part < 8; part++) {
            LineDifference one = new LineDifference(100_000, part, 8);
            LongStream.range(0, 1000).map(LineDifferenceTest::hash).forEach(one::inKafka);
            assertThat(one.missing()).isBetween(80L, 170L);
            missing += one.missing();
        }

        assertThat(missing).isEqualTo(1000);
    }

    private static long hash(long line) {
        byte[] bytes = Long.toString(line).getBytes(StandardCharsets.US_ASCII);
        return LineHash.of(bytes, 0, bytes.length);
    }

}
