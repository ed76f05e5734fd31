package io.sensorstreams.consumer.replay;

import java.io.Serial;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.sink.Sink;

/** A replay that cannot be carried out as things are; nothing was changed. */
final class ReplayRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private ReplayRefusedException(String message) {
        super(message);
    }

    static ReplayRefusedException running(String group, String who) {
        return new ReplayRefusedException(
                "Group '" + group + "' " + who + "; stop it first: POST /api/listeners/" + group + "/stop");
    }

    static ReplayRefusedException notInKafka(Sink sink, int partition, long committed, long end) {
        return new ReplayRefusedException(("Group '%s' has committed offset %d of topic %s partition %d, but Kafka ends"
                + " at offset %d: it no longer holds the rows that a replay would write again")
            .formatted(sink.group(), committed, sink.topic(), partition, end));
    }

    static ReplayRefusedException damaged(LedgerEntry entry, String why) {
        return new ReplayRefusedException("%s would lose its end, but it %s; replay from offset %d or before"
            .formatted(entry.file(), why, entry.firstOffset()));
    }

}
