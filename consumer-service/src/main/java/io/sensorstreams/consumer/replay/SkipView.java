package io.sensorstreams.consumer.replay;

import io.sensorstreams.common.ledger.LedgerGap;

/**
 * A skip as the API shows it.
 *
 * @param from offset that the group had committed, or the first one that Kafka still had
 * @param to offset that the group goes on at
 * @param offsets how many lie between; transaction markers count
 * @param reason why, as it stands in the ledger
 */
record SkipView(String group, String topic, int partition, long from, long to, long offsets, String reason) {

    static SkipView of(LedgerGap skipped) {
        return new SkipView(skipped.group(), skipped.topic(), skipped.partition(), skipped.from(), skipped.to(),
                skipped.rows(), skipped.reason());
    }

}
