package io.sensorstreams.consumer.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RangeReaderTest {

    private static final int COLUMN = 300_000;

    private final byte[] content = new byte[3_000_017];

    private final List<Integer> requested = new ArrayList<>();

    private int shortest = Integer.MAX_VALUE;

    RangeReaderTest() {
        new Random(1).nextBytes(this.content);
    }

    private RangeReader reader() {
        return new RangeReader((from, into) -> {
            this.requested.add(into.length);
            int count = Math.min(into.length, this.shortest);
            System.arraycopy(this.content, (int) from, into, 0, count);
            return count;
        }, this.content.length);
    }

    private byte[] read(RangeReader reader, long position, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining() && reader.read(target, position + target.position()) >= 0) {
            // The condition reads the bytes.
        }
        return Arrays.copyOf(target.array(), target.position());
    }

    @Test
    void readsAtEachPlace() throws IOException {
        RangeReader reader = reader();
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            this.shortest = 1 + random.nextInt(RangeReader.LARGE);
            int position = random.nextInt(this.content.length);
            int length = random.nextInt(1 << (1 + random.nextInt(18)));
            assertThat(read(reader, position, length)).as("%d bytes at %d", length, position)
                .isEqualTo(
                        Arrays.copyOfRange(this.content, position, Math.min(position + length, this.content.length)));
        }
    }

    @Test
    void endsAfterTheLastByte() throws IOException {
        assertThat(reader().read(ByteBuffer.allocate(1), this.content.length)).isEqualTo(-1);
        assertThat(read(reader(), this.content.length - 3, 10)).hasSize(3);
        assertThat(reader().size()).isEqualTo(this.content.length);
    }

    @Test
    void readsAheadWithoutReadingTwice() throws IOException {
        RangeReader reader = reader();
        for (int position = 0; position < this.content.length; position += 1_000) {
            read(reader, position, 1_000);
        }

        assertThat(this.requested).startsWith(RangeReader.SMALL, RangeReader.LARGE, RangeReader.LARGE).hasSize(13);
        assertThat(this.requested.stream().mapToInt(Integer::intValue).sum()).isEqualTo(this.content.length);
    }

    @Test
    void readsEachColumnAheadWhenColumnsTakeTurns() throws IOException {
        RangeReader reader = reader();
        for (int position = 0; position < COLUMN; position += 10_000) {
            for (int column = 0; column < 10; column++) {
                read(reader, (long) column * COLUMN + position, 10_000);
            }
        }

        assertThat(this.requested).hasSize(20);
    }

    @Test
    void readsASmallRangeForOneByte() throws IOException {
        read(reader(), 1_000_000, 1);

        assertThat(this.requested).containsExactly(RangeReader.SMALL);
    }

}
