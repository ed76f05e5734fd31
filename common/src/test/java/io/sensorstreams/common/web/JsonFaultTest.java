package io.sensorstreams.common.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class JsonFaultTest {

    private static final JsonMapper MAPPER = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `{"name":{}}`,           name,     `is of another type, expected text`
            `{"rows":"many"}`,       rows,     `is of another type, expected a number`
            `{"rows":[]}`,           rows,     `is of another type, expected a number`
            `{"loop":"perhaps"}`,    loop,     `is of another type, expected true or false`
            `{"files":"one"}`,       files,    `is of another type, expected a list`
            `{"part":7}`,            part,     `is of another type, expected an object`
            `{"part":{"rows":{}}}`,  part.rows, `is of another type, expected a number`
            `[]`,                    body,     `is of another type, expected an object`
            `{"rows":null}`,         rows,     `is missing, expected a number`
            `{"unit":"c"}`,          unit,     `is 'c', expected one of [A, B]`
            """)
    void tellsWhereAndWhatWasExpectedInTermsOfJson(String body, String path, String reason) {
        JacksonException fault = read(body);

        assertThat(JsonFault.path(fault)).isEqualTo(path);
        assertThat(JsonFault.reason(fault)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `{"rows":1,"loop":true,"size":1}`, `is not a known field`
            `{"rows":`,   `is not valid JSON`
            """)
    void tellsWhatIsNotKnownOrNoJson(String body, String reason) {
        assertThat(JsonFault.reason(read(body))).startsWith(reason);
    }

    private static JacksonException read(String body) {
        return catchThrowableOfType(JacksonException.class, () -> MAPPER.readValue(body, Body.class));
    }

    private record Body(@Nullable String name, int rows, boolean loop, List<String> files, @Nullable Body part,
            @Nullable Unit unit) {

    }

    private enum Unit {

        A, B

    }

}
