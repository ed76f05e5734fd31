package io.sensorstreams.common.json;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DurationJsonTest {

    private final JsonMapper json = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({ "5ns, PT0.000000005S, 5ns", "1500us, PT0.0015S, 1500us", "500ms, PT0.5S, 500ms", "5s, PT5S, 5s",
            "90s, PT1M30S, 90s", "60s, PT1M, 1m", "2h, PT2H, 2h", "1d, PT24H, 1d", "PT5S, PT5S, 5s", "PT0S, PT0S, PT0S",
            "-PT5S, PT-5S, PT-5S", "PT9999999999.5S, PT9999999999.5S, PT2777777H46M39.5S" })
    void readsBothFormsAndWritesTheShortOne(String text, Duration duration, String written) {
        Holder holder = this.json.readValue("{\"every\":\"" + text + "\"}", Holder.class);
        assertThat(holder.every()).isEqualTo(duration);
        assertThat(this.json.writeValueAsString(holder)).isEqualTo("{\"every\":\"" + written + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"\"", "\"5\"", "\"s\"", "\"5 s\"", "\"5x\"", "\"-5s\"", "\"999999999999999999d\"",
            "\"1000000000000000000ns\"", "5", "5.5", "true", "{}", "[]" })
    void namesTheFieldOfAnInvalidDuration(String value) {
        assertThatExceptionOfType(MismatchedInputException.class)
            .isThrownBy(() -> this.json.readValue("{\"every\":" + value + "}", Holder.class))
            .satisfies((e) -> assertThat(e.getPath()).singleElement()
                .satisfies((step) -> assertThat(step.getPropertyName()).isEqualTo("every")));
    }

    @Test
    void reportsTheExpectedForm() {
        assertThatExceptionOfType(MismatchedInputException.class)
            .isThrownBy(() -> this.json.readValue("{\"every\":\"soon\"}", Holder.class))
            .satisfies((e) -> assertThat(e.getOriginalMessage())
                .isEqualTo("is 'soon', expected a duration such as \"500ms\", \"5s\", \"1m\", \"2h\" or \"PT1M30S\""));
    }

    record Holder(@JsonDeserialize(using = DurationJson.Reader.class) @JsonSerialize(
            using = DurationJson.Writer.class) Duration every) {
    }

}
