package io.sensorstreams.consumer.replay;

import io.sensorstreams.common.ledger.LedgerGap;

/**
 * Public view of a skip.
 *
 * @param from offset that the group had committed, or the first one that Kafka still had
 * @param offsets number of skipped offsets; transaction markers count
 */
record SkipView(String group, String topic, int partition, long from, long to, long offsets, String reason) {

    static SkipView of(LedgerGap skipped) {
        return new SkipView(skipped.group(), skipped.topic(), skipped.partition(), skipped.from(), skipped.to(),
                skipped.rows(), skipped.reason());
    }

}
