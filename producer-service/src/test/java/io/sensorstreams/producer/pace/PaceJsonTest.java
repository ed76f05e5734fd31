package io.sensorstreams.producer.pace;

import java.time.Duration;
import java.time.ZoneId;
import java.util.stream.Stream;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.scheduling.support.CronExpression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PaceJsonTest {

    private final JsonMapper json = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    private final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

    @ParameterizedTest
    @MethodSource("paces")
    void readsAndWritesEachType(String text, Pace pace) {
        assertThat(this.json.readValue(text, Pace.class)).isEqualTo(pace);
        assertThat(this.json.readValue(this.json.writeValueAsString(pace), Pace.class)).isEqualTo(pace);
        assertThat(this.validator.validate(pace)).isEmpty();
    }

    static Stream<Arguments> paces() {
        return Stream.of(
                Arguments.of("{\"type\":\"interval\",\"every\":\"5s\"}", new Pace.Interval(Duration.ofSeconds(5))),
                Arguments.of("{\"type\":\"interval\",\"every\":\"PT0.5S\"}", new Pace.Interval(Duration.ofMillis(500))),
                Arguments.of("{\"type\":\"rate\",\"perSecond\":3}", new Pace.Rate(3.0)),
                Arguments.of("{\"type\":\"event-time\"}", new Pace.EventTime(1.0, null)),
                Arguments.of("{\"type\":\"event-time\",\"speedup\":60,\"maxGap\":\"1m\"}",
                        new Pace.EventTime(60.0, Duration.ofMinutes(1))),
                Arguments.of("{\"type\":\"cron\",\"expression\":\"0 */5 * * * MON-FRI\",\"zone\":\"Asia/Ho_Chi_Minh\"}",
                        new Pace.Cron(CronExpression.parse("0 */5 * * * MON-FRI"), ZoneId.of("Asia/Ho_Chi_Minh"))),
                Arguments.of("{\"type\":\"cron\",\"expression\":\"@hourly\"}",
                        new Pace.Cron(CronExpression.parse("@hourly"), ZoneId.systemDefault())),
                Arguments.of("{\"type\":\"unlimited\"}", new Pace.Unlimited()));
    }

    @Test
    void writesNoDerivedValues() {
        assertThat(this.json.writeValueAsString(new Pace.Interval(Duration.ofSeconds(90))))
            .isEqualTo("{\"type\":\"interval\",\"every\":\"90s\"}");
        assertThat(this.json.writeValueAsString(new Pace.EventTime(60.0, null)))
            .isEqualTo("{\"type\":\"event-time\",\"speedup\":60.0}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "{'type':'interval'}|every", "{'type':'interval','every':'0s'}|every",
                    "{'type':'interval','every':'-PT5S'}|every", "{'type':'interval','every':'99999999d'}|every",
                    "{'type':'rate'}|perSecond", "{'type':'rate','perSecond':0}|perSecond",
                    "{'type':'rate','perSecond':-1}|perSecond", "{'type':'rate','perSecond':1e400}|perSecond",
                    "{'type':'rate','perSecond':'NaN'}|perSecond", "{'type':'event-time','speedup':0}|speedup",
                    "{'type':'event-time','maxGap':'0s'}|maxGap", "{'type':'cron'}|expression",
                    "{'type':'cron','expression':'0 0 0 31 2 *'}|expression" })
    void validationNamesTheField(String text, String field) {
        Pace pace = this.json.readValue(text.replace('\'', '"'), Pace.class);
        assertThat(this.validator.validate(pace)).extracting(ConstraintViolation::getPropertyPath)
            .extracting(Object::toString)
            .containsOnly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = { "0 0 0 29 2 *", "0 0 0 29 2 MON", "0 0 0 L 2 *", "0 0 0 31 12 *", "0 0 0 * * MON#5" })
    void acceptsCronExpressionsOfRareDays(String expression) {
        Pace pace = new Pace.Cron(CronExpression.parse(expression), ZoneId.of("UTC"));
        assertThat(this.validator.validate(pace)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{'type':'interval','every':'soon'}|every",
            "{'type':'interval','every':5}|every", "{'type':'rate','perSecond':'fast'}|perSecond",
            "{'type':'rate','perSecond':[]}|perSecond", "{'type':'rate','perSecond':1,'every':'5s'}|every",
            "{'type':'cron','expression':'* * *'}|expression", "{'type':'cron','expression':5}|expression",
            "{'type':'cron','expression':{}}|expression", "{'type':'cron','expression':'@daily','zone':'Mars'}|zone" })
    void parsingNamesTheField(String text, String field) {
        assertThatExceptionOfType(MismatchedInputException.class)
            .isThrownBy(() -> this.json.readValue(text.replace('\'', '"'), Pace.class))
            .satisfies((e) -> assertThat(e.getPath()).extracting(JacksonException.Reference::getPropertyName)
                .containsExactly(field));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"type\":null}", "{\"type\":\"slow\"}", "\"unlimited\"", "[]" })
    void refusesUnknownTypes(String text) {
        assertThatExceptionOfType(MismatchedInputException.class)
            .isThrownBy(() -> this.json.readValue(text, Pace.class));
    }

}
