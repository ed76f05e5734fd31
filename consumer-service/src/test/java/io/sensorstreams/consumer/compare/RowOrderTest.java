package io.sensorstreams.consumer.compare;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowOrderTest {

    private final RowOrder order = new RowOrder();

    @Test
    void acceptsAscendingRowsOfInterleavedStreams() {
        assertThat(repeats("air/1/0")).isFalse();
        assertThat(repeats("air/1/5")).isFalse();
        assertThat(repeats("air/2/0")).isFalse();
        assertThat(repeats("sea/1/5")).isFalse();
        assertThat(repeats("air/1/6")).isFalse();
    }

    @Test
    void findsARepeatedRow() {
        repeats("air/1/5");
        repeats("sea/1/1");

        assertThat(repeats("air/1/5")).isTrue();
        assertThat(repeats("air/1/4")).isTrue();
        assertThat(repeats("air/1/6")).isFalse();
    }

    @Test
    void ignoresRecordsOfOtherPrograms() {
        assertThat(this.order.repeats(new RecordHeaders())).isFalse();
        for (String header : new String[] { "", "/", "7", "air", "air/1/", "air/1/x" }) {
            assertThat(repeats(header)).as(header).isFalse();
            assertThat(repeats(header)).as(header).isFalse();
        }
    }

    @Test
    void forgetsTheLeastRecentRuns() {
        repeats("first/1/9");
        for (int run = 0; run < 20_000; run++) {
            repeats("air/" + run + "/0");
        }

        assertThat(repeats("first/1/3")).isFalse();
        assertThat(repeats("air/19999/0")).isTrue();
    }

    private boolean repeats(String identity) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("row", identity.getBytes(StandardCharsets.UTF_8));
        return this.order.repeats(headers);
    }

}
