package io.sensorstreams.common.wire;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RowIdentityTest {

    @Test
    void readsTheWorkedExample() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("row", "air/1/4711".getBytes(UTF_8));
        assertThat(RowIdentity.of(headers)).contains(new RowIdentity("air", 1, 4711));
    }

    @Test
    void writesTheWorkedExample() {
        assertThat(new RowIdentity("air", 1, 4711)).hasToString("air/1/4711");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/", "//", "air", "air/1", "/1/2", "air/x/1", "air/1/", "air/1/9223372036854775808" })
    void ignoresHeadersOfOtherPrograms(String header) {
        assertThat(RowIdentity.parse(header.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void isEmptyWithoutTheHeader() {
        assertThat(RowIdentity.of(new RecordHeaders())).isEmpty();
        assertThat(RowIdentity.of(new RecordHeaders().add("row", null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, 9, 10, 99, 100, 4711, Long.MAX_VALUE })
    void readsTheHeadersThatItWrites(long seq) {
        RowHeaderWriter writer = new RowHeaderWriter("luft-ü", 12);
        writer.header(Long.MAX_VALUE);
        assertThat(writer.header(seq).key()).isEqualTo("row");
        assertThat(RowIdentity.parse(writer.header(seq).value())).contains(new RowIdentity("luft-ü", 12, seq));
    }

}
