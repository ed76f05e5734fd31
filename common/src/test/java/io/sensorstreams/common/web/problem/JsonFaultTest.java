package io.sensorstreams.common.web.problem;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sensorstreams.common.web.body.StrictJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpInputMessage;
import org.springframework.mock.http.MockHttpInputMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class JsonFaultTest {

    private static final JsonMapper MAPPER = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new StrictJson().customize(builder);
        return builder.build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    {"name":{}}                             | name               | is an object, expected text
                    {"rows":"many"}                         | rows               | is 'many', expected a whole number
                    {"limit":"many"}                        | limit              | is 'many', expected a whole number
                    {"limit":1.5}                           | limit              | is 1.5, expected a whole number
                    {"limit":true}                          | limit              | is true, expected a whole number
                    {"rows":99999999999}                    | rows               | is beyond the limits, expected a whole number from -2147483648 to 2147483647
                    {"limit":99999999999999999999}          | limit              | is beyond the limits, expected a whole number from -9223372036854775808 to 9223372036854775807
                    {"speed":"fast"}                        | speed              | is 'fast', expected a number
                    {"rows":[]}                             | rows               | is a list, expected a whole number
                    {"loop":"perhaps"}                      | loop               | is 'perhaps', expected true or false
                    {"files":"one"}                         | files              | is 'one', expected a list
                    {"files":[{}]}                          | files[0]           | is an object, expected text
                    {"part":7}                              | part               | is 7, expected an object
                    {"part":"seven"}                        | part               | is 'seven', expected an object
                    {"part":{"rows":{}}}                    | part.rows          | is an object, expected a whole number
                    {"parts":[]}                            | parts              | is a list, expected an object
                    {"parts":{"a b":{"limit":"x"}}}         | parts[a b].limit   | is 'x', expected a whole number
                    {"parts":{"a":{"rows":1,"loop":true,"colour":"x"}}} | parts[a].colour    | is not a known field; known: [name, rows, loop, limit, speed, files, part, parts, source, zone, start, unit]
                    {"parts":{"a":{"source":{}}}}           | parts[a].source.type | is missing, expected one of [csv]
                    {"source":{"type":"xml"}}               | source.type        | is 'xml', expected one of [csv]
                    {"source":{"type":null}}                | source.type        | is missing, expected one of [csv]
                    {"source":"a.csv"}                      | source             | is 'a.csv', expected an object
                    {"source":5}                            | source             | is '5', expected an object
                    {"source":[]}                           | source             | is a list, expected an object
                    {"source":{"lines":"many","type":"csv"}} | source.lines      | is 'many', expected a whole number
                    {"source":{"lines":[],"type":"csv"}}    | source.lines       | is a list, expected a whole number
                    {"source":{"lines":null,"type":"csv"}}  | source.lines       | is missing, expected a whole number
                    {"source":{"file":{},"type":"csv"}}     | source.file        | is an object, expected text
                    {"source":{"type":"csv","lines":"many"}} | source.lines      | is 'many', expected a whole number
                    {"source":{"type":"csv"}}               | source.lines       | is missing, expected a whole number
                    []                                      | body               | is a list, expected an object
                    "text"                                  | body               | is 'text', expected an object
                    {"rows":null}                           | rows               | is missing, expected a whole number
                    {}                                      | rows               | is missing, expected a whole number
                    {} {"rows":"many"}                      | rows               | is missing, expected a whole number
                    {"parts":{"a":[{"rows":5}],"rows":{"rows":[1],"loop":true}}} | parts[a] | is a list, expected an object
                    {"files":["a",{}]}                      | files[1]           | is an object, expected text
                    ` `                                     | body               | is missing, expected an object
                    {"unit":"c"}                            | unit               | is 'c', expected one of [A, B]
                    {"zone":"Mars"}                         | zone               | is 'Mars', expected a time zone such as Europe/Berlin
                    {"zone":5}                              | zone               | is 5, expected a time zone such as Europe/Berlin
                    {"start":"noon"}                        | start              | is 'noon', expected a time such as 2026-01-31T12:00:00
                    {"start":5}                             | start              | is 5, expected a time such as 2026-01-31T12:00:00
                    {"rows":1,"loop":true} {}               | body               | has more than one JSON value
                    {"rows":1,"loop":true} 5                | body               | has more than one JSON value
                    """)
    void reportsThePlaceAndTheExpectedType(String body, String path, String reason) {
        JacksonException fault = read(body);

        assertThat(JsonFault.path(fault)).isEqualTo(path);
        assertThat(JsonFault.reason(fault, message(body))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"a","name":"b"}                    | has the field 'name' twice (line 1, column 19)
            {"parts":{"a":{"rows":1,"rows":1}}}        | has the field 'rows' twice (line 1, column 31)
            {"source":{"file":"a","file":"b"}}         | has the field 'file' twice (line 1, column 29)
            """)
    void namesAFieldThatIsGivenTwice(String body, String reason) {
        JacksonException fault = read(body);

        assertThat(JsonFault.path(fault)).isEqualTo("body");
        assertThat(JsonFault.reason(fault, message(body))).isEqualTo(reason);
    }

    @Test
    void shortensLongValues() {
        String body = "{\"part\":\"" + "x".repeat(101) + "\"}";

        assertThat(JsonFault.reason(read(body), message(body)))
            .isEqualTo("is '" + "x".repeat(100) + "…', expected an object");
    }

    /** Returns a body truncated at each offset, and overwritten at each offset. */
    @Test
    void neverNamesJavaTypes() {
        String body = """
                {"rows":12,"loop":true,"files":["a"],"source":{"type":"csv","file":"b"},"parts":{"x":{"rows":1}}}""";
        for (int i = 0; i < body.length(); i++) {
            assertThatFaultIsPlain(body.substring(0, i));
            for (String other : List.of("/", "'", "}", "]", "\\", "\n", "{", "-")) {
                assertThatFaultIsPlain(body.substring(0, i) + other + body.substring(i + 1));
            }
        }
    }

    private static void assertThatFaultIsPlain(String body) {
        JacksonException fault = fault(body);
        if (fault != null) {
            assertThat(JsonFault.reason(fault, message(body))).as(body)
                .doesNotContain("`", "java", "Json", "jackson", "[Source", "Feature", "REDACTED", "class ");
        }
    }

    private static HttpInputMessage message(String body) {
        return new MockHttpInputMessage(body.getBytes(StandardCharsets.UTF_8));
    }

    private static JacksonException read(String body) {
        JacksonException fault = fault(body);
        assertThat(fault).as(body).isNotNull();
        return fault;
    }

    private static JacksonException fault(String body) {
        return catchThrowableOfType(JacksonException.class, () -> MAPPER.readValue(body, Body.class));
    }

    private record Body(@Nullable String name, int rows, boolean loop, @Nullable Long limit, @Nullable Double speed,
            List<String> files, @Nullable Body part, Map<String, Body> parts, @Nullable Origin source,
            @Nullable ZoneId zone, @Nullable LocalDateTime start, @Nullable Unit unit) {

    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes(@JsonSubTypes.Type(name = "csv", value = Csv.class))
    private sealed interface Origin {

    }

    private record Csv(String file, int lines) implements Origin {

    }

    private enum Unit {

        A, B

    }

}
