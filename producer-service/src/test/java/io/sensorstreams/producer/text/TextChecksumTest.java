package io.sensorstreams.producer.text;

import java.util.Random;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextChecksumTest {

    @RepeatedTest(200)
    void isTheChecksumOfAllPartsTogether(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] text = new byte[random.nextInt(200_000)];
        random.nextBytes(text);
        TextChecksum checksum = new TextChecksum();
        int from = random.nextInt(text.length + 1);
        int to = from;
        while (from > 0 || to < text.length) {
            if (random.nextBoolean()) {
                int more = random.nextInt(text.length - to + 1);
                checksum.append(text, to, to + more);
                to += more;
            }
            else {
                int more = random.nextInt(from + 1);
                checksum.prepend(text, from - more, from);
                from -= more;
            }
            TextChecksum restored = new TextChecksum();
            restored.restore(checksum.bytes(), checksum.value());
            checksum = restored;
        }

        assertThat(checksum.bytes()).isEqualTo(text.length);
        assertThat(checksum.value()).isEqualTo(crc(text));
    }

    @Test
    void joinsPartsLongerThanAnInt() {
        byte[] block = new byte[1 << 16];
        TextChecksum half = new TextChecksum();
        CRC32C whole = new CRC32C();
        // 3 GiB, in twice 24,576 blocks.
        for (int i = 0; i < 24_576; i++) {
            whole.update(block);
        }
        half.restore(24_576L * block.length, whole.getValue());
        for (int i = 0; i < 24_576; i++) {
            whole.update(block);
        }
        TextChecksum both = new TextChecksum();
        both.restore(half.bytes(), half.value());
        for (int i = 0; i < 24_576; i++) {
            both.prepend(block, 0, block.length);
        }

        assertThat(both.value()).isEqualTo(whole.getValue());
    }

    private static long crc(byte[] text) {
        CRC32C crc = new CRC32C();
        crc.update(text);
        return crc.getValue();
    }

}
