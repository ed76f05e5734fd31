package io.sensorstreams.consumer.replay;

import io.sensorstreams.common.ledger.LedgerGap;

/**
 * Public view of a skip. {@code from} is the committed offset, or the first one that
 * Kafka still had; {@code offsets} includes transaction markers.
 */
record SkipView(String group, String topic, int partition, long from, long to, long offsets, String reason) {

    static SkipView of(LedgerGap skipped) {
        return new SkipView(skipped.group(), skipped.topic(), skipped.partition(), skipped.from(), skipped.to(),
                skipped.rows(), skipped.reason());
    }

}
