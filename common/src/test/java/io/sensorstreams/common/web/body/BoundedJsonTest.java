package io.sensorstreams.common.web.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.common.web.problem.BodyRefusedException;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BoundedJsonTest {

    @Test
    void passesOnBodiesWithinTheLimits() throws IOException {
        String body = "{\"a\":" + list("\"\"", 1000) + ",\"b\":[[{\"c\":\"" + "x".repeat(10_000) + "\"}],1.5,true]}";

        BoundedJson json = new BoundedJson(new ByteArrayInputStream(body.getBytes(UTF_8)));

        assertThat(new String(json.readAllBytes(), UTF_8)).isEqualTo(body);
        assertThat(json.isMalformed()).isFalse();
    }

    @Test
    void passesOnManyFieldsWithLongLists() throws IOException {
        String values = "{\"type\":\"choice\",\"values\":" + list("\"v\"", 1000) + "}";
        String body = IntStream.range(0, 240)
            .mapToObj((i) -> "\"f" + i + "\":" + values)
            .collect(Collectors.joining(",", "{\"source\":{\"fields\":{", "}}}"));

        BoundedJson json = new BoundedJson(new ByteArrayInputStream(body.getBytes(UTF_8)));

        assertThat(new String(json.readAllBytes(), UTF_8)).isEqualTo(body);
        assertThat(json.isMalformed()).isFalse();
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
        assertThatRefusal("[".repeat(50_000)).startsWith("body is too large: ");
        assertThatRefusal("{\"a\":".repeat(50_000)).startsWith("body is too large: ");
        assertThatRefusal("\"" + "x".repeat(900_000)).startsWith("body is too large: ");
        assertThatRefusal("{\"" + "x".repeat(900_000)).startsWith("body is too large: ");
        assertThatRefusal("{\"a\":" + "1".repeat(900_000) + "}").startsWith("body is too large: ");
        assertThatRefusal("{\"a\":" + list(list("0", 900), 100) + "}").startsWith("body is too large: ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{", "[1,", "{} x", "nul", "{\"a\":1e}" })
    void passesOnBodiesThatAreNotJson(String body) throws IOException {
        BoundedJson json = new BoundedJson(new ByteArrayInputStream(body.getBytes(UTF_8)));
        assertThat(new String(json.readAllBytes(), UTF_8)).isEqualTo(body);
    }

    @Test
    void reportsABodyWhoseSizeIsNotKnown() throws IOException {
        BoundedJson json = new BoundedJson(new ByteArrayInputStream("{\"a\":[null]}".getBytes(UTF_16LE)));
        json.readAllBytes();
        assertThat(json.isMalformed()).isTrue();
    }

    private static AbstractStringAssert<?> assertThatRefusal(String body) {
        BodyRefusedException refused = catchThrowableOfType(BodyRefusedException.class,
                () -> new BoundedJson(new ByteArrayInputStream(body.getBytes(UTF_8))).readAllBytes());
        assertThat(refused).isNotNull();
        return assertThat(refused.field() + " " + refused.getMessage());
    }

    private static String list(String element, int count) {
        return Collections.nCopies(count, element).stream().collect(Collectors.joining(",", "[", "]"));
    }

}
