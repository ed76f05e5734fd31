package io.sensorstreams.common.topic;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableContentsTest {

    private static final String INVALID = "invalid";

    private static final int MOST = 10_000;

    private long offset;

    private final TableContents<String> contents = contents();

    private static TableContents<String> contents() {
        return new TableContents<>((record) -> {
            String value = new String(record.value(), StandardCharsets.UTF_8);
            if (value.equals(INVALID)) {
                throw new RefusedRecordException("is invalid");
            }
            return value;
        }, new RefusalLog());
    }

    @Test
    void admitsThatItForgetsRefusedRecords() {
        for (int i = 0; i < MOST; i++) {
            apply(this.contents, "k" + i, INVALID);
        }
        apply(this.contents, "k0", INVALID);
        assertThat(this.contents.isOverflowed()).isFalse();

        apply(this.contents, "other", INVALID);
        assertThat(this.contents.isOverflowed()).isTrue();
        assertThat(this.contents.refused()).hasSize(MOST);

        TableContents<String> next = contents();
        next.take(this.contents);
        assertThat(next.isOverflowed()).isTrue();
    }

    @Test
    void keepsTheDisputesOfTheValuesThatItKeeps() {
        apply(this.contents, "disputed", "1");
        apply(this.contents, "disputed", INVALID);
        apply(this.contents, null, INVALID);
        TableContents<String> next = contents();
        next.take(this.contents);

        assertThat(next.get("disputed")).hasValue("1");
        assertThat(next.refused()).extracting(RefusedRecord::key).containsExactly("disputed");

        apply(next, "disputed", "2");
        assertThat(next.refused()).isEmpty();
    }

    private void apply(TableContents<String> to, @Nullable String key, String value) {
        to.apply(new ConsumerRecord<>("sensor-ledger", 0, this.offset++, key, value.getBytes(StandardCharsets.UTF_8)));
    }

}
