package io.sensorstreams.common.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RowDecoderTest {

    private final RowDecoder decoder = new RowDecoder();

    @Test
    void readsTheWorkedExample() throws MalformedRowException {
        assertThat(decode("{\"Time\":\"31/08/2023 23:59:00\",\"Temperature\":27.0,\"PM10\":null}"))
            .containsExactly("31/08/2023 23:59:00", "27.0", null);
        assertThat(this.decoder.columns()).containsExactly("Time", "Temperature", "PM10");
    }

    @Test
    void keepsTheSameColumnListWhileColumnsStayTheSame() throws MalformedRowException {
        decode("{\"a\":1,\"b\":2}");
        List<String> columns = this.decoder.columns();
        decode("{\"a\":3,\"b\":4}");
        assertThat(this.decoder.columns()).isSameAs(columns);
    }

    @Test
    void readsRowsWithOtherColumns() throws MalformedRowException {
        decode("{\"a\":1,\"b\":2,\"c\":3}");
        assertThat(decode("{\"a\":1,\"c\":2}")).containsExactly("1", "2");
        assertThat(this.decoder.columns()).containsExactly("a", "c");
        assertThat(decode("{\"a\":1}")).containsExactly("1");
        assertThat(this.decoder.columns()).containsExactly("a");
        assertThat(decode("{\"a\":1,\"b\":2}")).containsExactly("1", "2");
        assertThat(this.decoder.columns()).containsExactly("a", "b");
    }

    @Test
    void readsWhatOtherProgramsWrite() throws MalformedRowException {
        assertThat(decode(" { \"a\" : -1.5e+3 ,\n\"b\" : true , \"c\":[1, {\"d\":\"\\u00e9\"}], \"e\":{} } "))
            .containsExactly("-1.5e+3", "true", "[1, {\"d\":\"\\u00e9\"}]", "{}");
    }

    @Test
    void distinguishesStringsFromOtherValues() throws MalformedRowException {
        decode("{\"a\":\"true\",\"b\":true,\"c\":\"\",\"d\":[\"x\"],\"e\":\"\\u0031\",\"f\": 1}");
        assertThat(List.of(0, 2, 4)).allMatch(this.decoder::isString);
        assertThat(List.of(1, 3, 5)).noneMatch(this.decoder::isString);
    }

    @Test
    void unescapesText() throws MalformedRowException {
        assertThat(decode("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\\ud83d\\ude00é\"}"))
            .containsExactly("\"\\/\b\f\n\r\t€😀é");
    }

    @Test
    void keepsTextsApartWhenTheirSpaceGrows() throws MalformedRowException {
        decode("{\"a\":\"\\n" + "x".repeat(150) + "\"}");
        String first = "\n" + "1".repeat(200);
        String second = "\n" + "2".repeat(200);
        assertThat(
                decode("{\"a\":\"\\n" + "1".repeat(200) + "\",\"b\":\"\\n" + "2".repeat(200) + "\",\"\\n\":\"\\t\"}"))
            .containsExactly(first, second, "\t");
        assertThat(this.decoder.columns()).containsExactly("a", "b", "\n");
    }

    @Test
    void distinguishesANameWithQuotesFromSeveralNames() throws MalformedRowException {
        decode("{\"a\\\":1,\\\"b\":2}");
        assertThat(this.decoder.columns()).containsExactly("a\":1,\"b");
        assertThat(decode("{\"a\":1,\"b\":2}")).containsExactly("1", "2");
        assertThat(this.decoder.columns()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @MethodSource("malformedValues")
    void refusesMalformedValues(String value, String reason) {
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> decode(value)).withMessage(reason);
    }

    static Stream<Arguments> malformedValues() {
        String not = "not a JSON object: expected ";
        return Stream.of(Arguments.of("", not + "'{' at byte 0 of 0, found the end"),
                Arguments.of("[]", not + "'{' at byte 0 of 2, found byte 0x5b"),
                Arguments.of("{}", not + "'\"' at byte 1 of 2, found byte 0x7d"),
                Arguments.of("{\"a\"}", not + "':' at byte 4 of 5, found byte 0x7d"),
                Arguments.of("{\"a\":}", not + "a JSON value at byte 5 of 6, found byte 0x7d"),
                Arguments.of("{\"a\":1", not + "'}' at byte 6 of 6, found the end"),
                Arguments.of("{\"a\":1,}", not + "'\"' at byte 7 of 8, found byte 0x7d"),
                Arguments.of("{\"a\":1}x", not + "the end at byte 7 of 8, found byte 0x78"),
                Arguments.of("{\"a\":01}", not + "'}' at byte 6 of 8, found byte 0x31"),
                Arguments.of("{\"a\":1.}", not + "'}' at byte 6 of 8, found byte 0x2e"),
                Arguments.of("{\"a\":1.5e+}", not + "'}' at byte 8 of 11, found byte 0x65"),
                Arguments.of("{\"a\":-}", not + "a JSON value at byte 5 of 7, found byte 0x2d"),
                Arguments.of("{\"a\":nul}", not + "'l' at byte 8 of 9, found byte 0x7d"),
                Arguments.of("{\"a\":\"x}", not + "'\"' at byte 8 of 8, found the end"),
                Arguments.of("{\"a\":\"\n\"}",
                        not + "no control character in a string at byte 6 of 9, found byte 0x0a"),
                Arguments.of("{\"a\":\"\\x\"}", not + "an escape at byte 7 of 10, found byte 0x78"),
                Arguments.of("{\"a\":[\"\\x\"]}", not + "an escape at byte 8 of 12, found byte 0x78"),
                Arguments.of("{\"a\":\"\\u12\"}", not + "4 hexadecimal digits at byte 10 of 12, found byte 0x22"),
                Arguments.of("{\"a\":\"\\ud800\"}", not + "a low surrogate at byte 12 of 14, found byte 0x22"),
                Arguments.of("{\"a\":\"\\udc00\"}", not + "no low surrogate alone at byte 12 of 14, found byte 0x22"),
                Arguments.of("{\"a\":1,\"a\":2}", "value has a name twice: [a, a]"), Arguments
                    .of("{\"a\":" + "[".repeat(101) + "]".repeat(101) + "}", "value nests deeper than 100 levels"));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] value = "{\"a\":\"x\"}".getBytes(UTF_8);
        value[6] = (byte) 0xc3;
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> this.decoder.decode(value))
            .withMessage("value is not UTF-8");
    }

    @Test
    void refusesEveryPrefixOfAValue() throws MalformedRowException {
        byte[] value = "{\"a\":\"\\u20ac\\n\",\"b\":[-1.5e3,{\"c\":null}],\"d\":true}".getBytes(UTF_8);
        for (int length = 0; length < value.length; length++) {
            byte[] prefix = Arrays.copyOf(value, length);
            assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> this.decoder.decode(prefix));
        }
        this.decoder.decode(value);
        assertThat(this.decoder.columns()).containsExactly("a", "b", "d");
    }

    private List<@Nullable String> decode(String value) throws MalformedRowException {
        this.decoder.decode(value.getBytes(UTF_8));
        List<@Nullable String> cells = new ArrayList<>();
        for (int i = 0; i < this.decoder.columns().size(); i++) {
            cells.add(this.decoder.isNull(i) ? null : new String(this.decoder.bytes(i), this.decoder.start(i),
                    this.decoder.end(i) - this.decoder.start(i), UTF_8));
        }
        return cells;
    }

}
