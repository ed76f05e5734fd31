package io.sensorstreams.common.web.problem;

import io.sensorstreams.common.web.body.StrictJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonParameterTest {

    private static final JsonMapper MAPPER = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new StrictJson().customize(builder);
        return builder.build();
    }

    @Test
    void readsAnObject() {
        assertThat(JsonParameter.read("format", "{\"name\":\"a\",\"lines\":2}", Format.class, MAPPER))
            .isEqualTo(new Format("a", 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    {"name":            | format       | is not valid JSON (line 1, column 9): it ends too early
                    {name:1}            | format       | is not valid JSON in UTF-8 (line 1, column 2)
                    {"lines":"many"}    | format.lines | is 'many', expected a whole number
                    {"lines":9999999999} | format.lines | is beyond the limits, expected a whole number from -2147483648 to 2147483647
                    {"colour":"x"}      | format.colour | is not a known field; known: [name, lines]
                    7                   | format       | is 7, expected an object
                    """)
    void namesTheFault(String value, String parameter, String reason) {
        assertThatExceptionOfType(InvalidParameterException.class)
            .isThrownBy(() -> JsonParameter.read("format", value, Format.class, MAPPER))
            .withMessage(reason)
            .satisfies((e) -> assertThat(e.parameter()).isEqualTo(parameter));
    }

    private record Format(@Nullable String name, @Nullable Integer lines) {

    }

}
