package io.sensorstreams.common.web.body;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.common.web.problem.BodyRefusedException;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BoundedJsonTest {

    @Test
    void acceptsWhatIsWithinTheBounds() {
        String body = "{\"a\":" + list("\"\"", 1000) + ",\"b\":[[{\"c\":\"" + "x".repeat(10_000) + "\"}],1.5,true]}";

        assertThat(BoundedJson.check(body.getBytes(UTF_8)).isLarge()).isFalse();
    }

    @Test
    void acceptsManyChoicesWithManyValues() {
        String values = "{\"type\":\"choice\",\"values\":" + list("\"v\"", 1000) + "}";
        String body = IntStream.range(0, 240)
            .mapToObj((i) -> "\"f" + i + "\":" + values)
            .collect(Collectors.joining(",", "{\"source\":{\"fields\":{", "}}}"));

        assertThat(BoundedJson.check(body.getBytes(UTF_8)).isLarge()).isTrue();
    }

    @Test
    void namesTheListThatIsTooLong() {
        String nulls = list("0", 1001);
        assertThatRefusal(nulls).isEqualTo("body has more than 1000 elements");
        assertThatRefusal("{\"groups\":" + nulls + "}").isEqualTo("groups has more than 1000 elements");
        assertThatRefusal("{\"a\":1,\"source\":{\"fields\":{\"f g\":{\"values\":" + list("\"\"", 1001) + "}}}}")
            .isEqualTo("source.fields.f g.values has more than 1000 elements");
        assertThatRefusal("{\"a\":[1,[" + nulls + "]]}").isEqualTo("a[1][0] has more than 1000 elements");
        assertThatRefusal("{\"a\":" + list("{}", 1001) + "}").isEqualTo("a has more than 1000 elements");
        assertThatRefusal("{\"a\":" + list("[]", 1001) + "}").isEqualTo("a has more than 1000 elements");
    }

    @Test
    void namesTheObjectThatHasTooManyFields() {
        String fields = IntStream.range(0, 1100)
            .mapToObj((i) -> "\"k" + i + "\":{}")
            .collect(Collectors.joining(",", "{", "}"));
        assertThatRefusal(fields).isEqualTo("body has more than 1000 elements");
        assertThatRefusal("{\"source\":{\"fields\":" + fields + "}}")
            .isEqualTo("source.fields has more than 1000 elements");
    }

    @Test
    void stopsAtTheFirstNullOfAList() {
        assertThatRefusal(list("null", 16_000)).isEqualTo("body[0] is null");
        assertThatRefusal("{\"a\":null,\"b\":{\"groups\":[1,[2],null]}}").isEqualTo("b.groups[2] is null");
    }

    @Test
    void refusesSizesThatNoRequestNeeds() {
        assertThatRefusal("[".repeat(50_000))
            .isEqualTo("body is too large: at most 10000 characters of a text, 1000 of a name and 100 of a number are "
                    + "allowed, and 20 levels of lists and objects (line 1, column 21)");
        assertThatRefusal("{\"a\":".repeat(50_000)).startsWith("body is too large: ");
        assertThatRefusal("\n \"" + "x".repeat(900_000)).startsWith("body is too large: ")
            .endsWith(" (line 2, column 2)");
        assertThatRefusal("{\"" + "x".repeat(900_000)).startsWith("body is too large: ");
        assertThatRefusal("{\"a\":" + "1".repeat(900_000) + "}").startsWith("body is too large: ");
        assertThatRefusal("{\"a\":" + list(list("0", 900), 100) + "}").startsWith("body is too large: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {         | body is not valid JSON (line 1, column 2): it ends too early
            [1,       | body is not valid JSON (line 1, column 4): it ends too early
            {} x      | body is not valid JSON in UTF-8 (line 1, column 4)
            nul       | body is not valid JSON in UTF-8 (line 1, column 1)
            {"a":NaN} | body is not valid JSON in UTF-8 (line 1, column 9)
            {name:1}  | body is not valid JSON in UTF-8 (line 1, column 2)
            /**/ {}   | body is not valid JSON in UTF-8 (line 1, column 1)
            {"a":"x   | body is not valid JSON (line 1, column 8): it ends too early
            {"a":1e}  | body is not valid JSON in UTF-8 (line 1, column 8)
            """)
    void refusesWhatIsNoJson(String body, String reason) {
        assertThatRefusal(body).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = { "5", "true", "\"x\"", "\uFEFF{}", "{} {}", " " })
    void leavesOtherValuesToTheirReader(String body) {
        assertThatCode(() -> BoundedJson.check(body.getBytes(UTF_8))).doesNotThrowAnyException();
    }

    @Test
    void refusesOtherEncodings() {
        assertThatRefusal("{\"a\":[null]}".getBytes(UTF_16LE))
            .isEqualTo("body is not valid JSON in UTF-8 (line 1, column 2)");
    }

    private static AbstractStringAssert<?> assertThatRefusal(String body) {
        return assertThatRefusal(body.getBytes(UTF_8));
    }

    private static AbstractStringAssert<?> assertThatRefusal(byte[] body) {
        BodyRefusedException refused = catchThrowableOfType(BodyRefusedException.class, () -> BoundedJson.check(body));
        assertThat(refused).isNotNull();
        return assertThat(refused.field() + " " + refused.getMessage());
    }

    private static String list(String element, int count) {
        return Collections.nCopies(count, element).stream().collect(Collectors.joining(",", "[", "]"));
    }

}
