package io.sensorstreams.consumer.format;

import java.nio.charset.StandardCharsets;

import io.sensorstreams.common.wire.MalformedRowException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonlFormatTest {

    private final JsonlFormat format = new JsonlFormat();

    @Test
    void writesTheUnchangedBytes() throws Exception {
        LineBuffer out = new LineBuffer();
        for (String value : new String[] { "{\"a\": 27.0}", "{\"b\":\"\\u00b5\",\"c\":null}" }) {
            this.format.read(value.getBytes(StandardCharsets.UTF_8));
            if (!this.format.fits()) {
                this.format.startFile(out);
            }
            this.format.appendLine(out);
        }
        assertThat(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8)).isEqualTo("""
                {"a": 27.0}
                {"b":"\\u00b5","c":null}
                """);
    }

    @Test
    void refusesValuesOfSeveralLines() {
        assertThatExceptionOfType(MalformedRowException.class)
            .isThrownBy(() -> this.format.read("{\"a\":1,\n\"b\":2}".getBytes(StandardCharsets.UTF_8)))
            .withMessage("value has a line break between its members, expected one line");
    }

    @Test
    void refusesValuesThatAreNotObjects() {
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> this.format.read(null));
        assertThatExceptionOfType(MalformedRowException.class)
            .isThrownBy(() -> this.format.read("27.0".getBytes(StandardCharsets.UTF_8)));
    }

}
