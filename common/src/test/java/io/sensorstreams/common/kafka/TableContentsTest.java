package io.sensorstreams.common.kafka;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableContentsTest {

    private static final String INVALID = "invalid";

    private static final int MOST = 10_000;

    private static final String JUNK = "junk";

    private long offset;

    private final TableContents<String> contents = contents();

    private static TableContents<String> contents() {
        return new TableContents<>(new TopicTable.Decoder<>() {

            @Override
            public String decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
                String value = new String(record.value(), StandardCharsets.UTF_8);
                if (value.equals(INVALID)) {
                    throw new RefusedRecordException("is invalid");
                }
                return value;
            }

            @Override
            public void checkKey(String key, int partition) throws RefusedRecordException {
                if (key.startsWith(JUNK)) {
                    throw new RefusedRecordException("has no key of a value");
                }
            }

        }, new RefusalLog());
    }

    @Test
    void keepsTheKeysOfAllRefusedRecords() {
        for (int i = 0; i <= MOST; i++) {
            apply(this.contents, "k" + i, INVALID);
        }
        apply(this.contents, "k0", INVALID);

        assertThat(this.contents.refused()).hasSize(MOST);
        assertThat(this.contents.refusedKeys()).hasSize(MOST + 1).contains("k0", "k" + MOST);
    }

    @Test
    void forgetsARefusedRecordAtItsTombstoneBeyondTheLimit() {
        for (int i = 0; i < MOST + 10; i++) {
            apply(this.contents, "k" + i, INVALID);
        }
        apply(this.contents, "k" + MOST, "1");
        for (int i = 0; i < MOST + 10; i++) {
            apply(this.contents, "k" + i, null);
        }

        assertThat(this.contents.refusedKeys()).isEmpty();
        assertThat(this.contents.refused()).isEmpty();
    }

    @Test
    void remembersABoundedNumberOfRecordsWithInvalidKeys() {
        for (int i = 0; i <= MOST; i++) {
            apply(this.contents, JUNK + i, INVALID);
        }
        assertThat(this.contents.refused()).hasSize(MOST);
        assertThat(this.contents.refusedKeys()).isEmpty();

        apply(this.contents, "k", INVALID);
        assertThat(this.contents.refused()).hasSize(MOST + 1);
        assertThat(this.contents.refusedKeys()).containsExactly("k");

        apply(this.contents, JUNK + 7, null);
        assertThat(this.contents.refused()).hasSize(MOST);
    }

    @Test
    void takesOverDisputesTogetherWithTheValues() {
        for (int i = 0; i < MOST; i++) {
            apply(this.contents, "k" + i, INVALID);
        }
        apply(this.contents, "disputed", "1");
        apply(this.contents, "disputed", INVALID);
        apply(this.contents, "k0", "1");
        apply(this.contents, "k0", INVALID);
        apply(this.contents, JUNK, INVALID);
        apply(this.contents, null, INVALID);
        TableContents<String> next = contents();
        next.take(this.contents);

        assertThat(next.get("disputed")).hasValue("1");
        assertThat(next.refused()).extracting(RefusedRecord::key).containsExactly("k0");
        assertThat(next.refusedKeys()).containsExactlyInAnyOrder("k0", "disputed");

        apply(next, "disputed", "2");
        apply(next, "k0", null);
        assertThat(next.refused()).isEmpty();
        assertThat(next.refusedKeys()).isEmpty();
    }

    private void apply(TableContents<String> to, @Nullable String key, @Nullable String value) {
        to.apply(new ConsumerRecord<>("sensor-ledger", 0, this.offset++, key,
                (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null));
    }

}
