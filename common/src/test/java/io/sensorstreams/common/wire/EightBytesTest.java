package io.sensorstreams.common.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EightBytesTest {

    @Test
    void countsPlainBytesBeforeTheFirstSpecialOne() {
        for (int special = 0; special < 256; special++) {
            boolean plain = special >= 0x20 && special < 0x80 && special != '"' && special != '\\';
            for (int at = 0; at < EightBytes.LENGTH; at++) {
                byte[] text = "abcdefgh".getBytes(StandardCharsets.US_ASCII);
                text[at] = (byte) special;
                assertThat(EightBytes.plainBytes(EightBytes.get(text, 0))).as("byte %d at %d", special, at)
                    .isEqualTo(plain ? EightBytes.LENGTH : at);
            }
        }
    }

    /** With and without bytes after the source range, and for small and large counts. */
    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 7, 8, 9, 31, 32, 33, 100 })
    void copiesAllBytesAndNoneBeforeThem(int count) {
        for (int behind : new int[] { 0, 1, EightBytes.LENGTH }) {
            byte[] source = new byte[2 + count + behind];
            for (int i = 0; i < source.length; i++) {
                source[i] = (byte) (i + 1);
            }
            byte[] target = new byte[3 + count + EightBytes.LENGTH];

            EightBytes.copy(source, 2, target, 3, count);

            assertThat(Arrays.copyOf(target, 3)).containsOnly(0);
            assertThat(Arrays.copyOfRange(target, 3, 3 + count)).isEqualTo(Arrays.copyOfRange(source, 2, 2 + count));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 7, 8, 9, 16, 23 })
    void recognizesATextAndEveryChangedByte(int length) {
        byte[] bytes = "--abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOfRange(bytes, 2, 2 + length);

        assertThat(EightBytes.startsWith(bytes, 2, text)).isTrue();
        assertThat(EightBytes.startsWith(Arrays.copyOf(bytes, 2 + length), 2, text)).isTrue();
        for (int other = 0; other < length; other++) {
            byte[] changed = text.clone();
            changed[other]++;
            assertThat(EightBytes.startsWith(bytes, 2, changed)).as("byte %d", other).isFalse();
            assertThat(EightBytes.startsWith(Arrays.copyOf(bytes, 2 + other), 2, text)).as("end at %d", other)
                .isFalse();
        }
    }

}
