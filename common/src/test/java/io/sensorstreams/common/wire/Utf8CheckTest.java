package io.sensorstreams.common.wire;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class Utf8CheckTest {

    private final Utf8Check check = new Utf8Check();

    @ParameterizedTest
    @ValueSource(strings = { "", "abc", "é", "€", "😀", "\u0000\u007f\u0080\u07ff\u0800\uffff" })
    void acceptsText(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThat(this.check.isValid(bytes, 0, bytes.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "80", "c3", "c328", "c080", "e282", "eda080", "f0808080", "f4908080", "ff" })
    void refusesOtherBytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(this.check.isValid(bytes, 0, bytes.length)).isFalse();
    }

    @Test
    void checksTheSliceOnly() {
        byte[] bytes = HexFormat.of().parseHex("ff61ff");
        assertThat(this.check.isValid(bytes, 1, 2)).isTrue();
    }

    @Test
    void readsLongTextToItsEnd() {
        byte[] bytes = "é".repeat(10_000).getBytes(UTF_8);
        assertThat(this.check.isValid(bytes, 0, bytes.length)).isTrue();
        assertThat(this.check.isValid(bytes, 0, bytes.length - 1)).isFalse();
    }

}
