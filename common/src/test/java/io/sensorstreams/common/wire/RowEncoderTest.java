package io.sensorstreams.common.wire;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RowEncoderTest {

    private final RowEncoder encoder = new RowEncoder(List.of("Time", "Station", "T", "PM10"), List.of("---", ""));

    @Test
    void writesTheWorkedExample() throws MalformedRowException {
        assertThat(encode("31/08/2023 23:59:00", "SVDT1", "27.0", "---"))
            .isEqualTo("{\"Time\":\"31/08/2023 23:59:00\",\"Station\":\"SVDT1\",\"T\":27.0,\"PM10\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-0", "27.0", "27.00", "-1.5", "1e5", "1E+05", "123456789012345678901234567890.5" })
    void keepsTheTextOfNumbers(String number) throws MalformedRowException {
        assertThat(encode("a", "b", number, "c")).contains("\"T\":" + number + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = { "007", "-", ".5", "5.", "1e", "1e+", "+1", "1 ", " 1", "0x1", "NaN", "Infinity", "1,5",
            "--1", "true", "null", "{}" })
    void writesInvalidJsonNumbersAsText(String text) throws MalformedRowException {
        assertThat(encode("a", "b", text, "c")).contains("\"T\":\"" + text + "\",");
    }

    @Test
    void escapesWhatJsonMustEscape() throws MalformedRowException {
        assertThat(encode("a", "b", "q\" b\\ n\n t\t z\0 €", "c"))
            .contains("\"T\":\"q\\\" b\\\\ n\\u000a t\\u0009 z\\u0000 €\"");
    }

    @Test
    void tellsControlCharactersExceptTabsAndLineBreaks() throws MalformedRowException {
        encode("a", "b\t\n\r\u007f", "1.5", "c");
        assertThat(this.encoder.control()).isEqualTo(RowEncoder.NO_CONTROL);
        for (char character = 0; character < 0x20; character++) {
            encode("a", "x".repeat(character) + character, "1", "c");
            boolean allowed = "\t\n\r".indexOf(character) >= 0;
            assertThat(this.encoder.control()).isEqualTo(allowed ? RowEncoder.NO_CONTROL : character);
        }
    }

    @Test
    void keepsEveryCharacterAtEveryPlace() throws MalformedRowException {
        JsonMapper mapper = JsonMapper.builder().build();
        for (char character = 0; character <= 0x100; character++) {
            for (int place = 0; place <= 17; place++) {
                String text = "x".repeat(place) + character + "y".repeat(17 - place);
                assertThat(mapper.readTree(encode("a", "b", text, "c")).path("T").asString()).isEqualTo(text);
            }
        }
    }

    @Test
    void escapesColumnNames() throws MalformedRowException {
        RowEncoder quoted = new RowEncoder(List.of("a\"b"), List.of());
        quoted.begin();
        quoted.cell("1".getBytes(UTF_8), 0, 1);
        assertThat(quoted.end()).asString(UTF_8).isEqualTo("{\"a\\\"b\":1}");
    }

    @Test
    void refusesARowWithTooFewCells() {
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> encode("a", "b", "c"))
            .withMessage("row has 3 fields, header has 4");
    }

    @Test
    void refusesARowWithTooManyCells() {
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> encode("a", "b", "c", "d", "e"))
            .withMessage("row has more than the 4 fields that the header has");
    }

    @Test
    void refusesCellsThatAreNotUtf8() {
        this.encoder.begin();
        assertThatExceptionOfType(MalformedRowException.class)
            .isThrownBy(() -> this.encoder.cell(new byte[] { 'a', (byte) 0xff }, 0, 2))
            .withMessage("field 'Time' is not UTF-8");
    }

    @Test
    void continuesAfterARefusedRow() throws MalformedRowException {
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> encode("a", "b", "c"));
        assertThat(encode("1", "2", "3", "4")).isEqualTo("{\"Time\":1,\"Station\":2,\"T\":3,\"PM10\":4}");
    }

    @Test
    void growsForLongCells() throws MalformedRowException {
        String text = "\u0001".repeat(100_000);
        assertThat(encode("a", "b", text, "c")).contains("\\u0001".repeat(100_000));
    }

    private String encode(String... cells) throws MalformedRowException {
        this.encoder.begin();
        for (String cell : cells) {
            byte[] bytes = ("<" + cell + ">").getBytes(UTF_8);
            this.encoder.cell(bytes, 1, bytes.length - 1);
        }
        return new String(this.encoder.end(), UTF_8);
    }

}
