package io.sensorstreams.consumer.replay;

import java.io.Serial;
import java.nio.file.Path;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.sink.Sink;

/** A replay or skip that the current state does not permit. Nothing was changed. */
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

    static ReplayRefusedException another(String group) {
        return new ReplayRefusedException(
                "Another replay or skip of group '" + group + "' is running; try again when it has ended");
    }

    static ReplayRefusedException overtaken(String group) {
        return new ReplayRefusedException("Another replica began a replay or skip of group '" + group
                + "' before this one was committed; try again when it has ended");
    }

    static ReplayRefusedException lost(LedgerEntry entry, long from) {
        String place = entry.isInStore()
                ? "no longer in the object store " + entry.disk() + ", or its object was replaced"
                : "no longer on this disk";
        return new ReplayRefusedException(
                "%s is %s, but Kafka still has its rows from offset %d; replay from offset %d or before"
                    .formatted(entry.file(), place, from, from));
    }

    static ReplayRefusedException unlabelled(LedgerEntry entry, Path directory, String what) {
        return new ReplayRefusedException(("File %s is in %s, but file %s of that directory is %s, so it is unknown"
                + " whether this instance wrote it; restore %3$s and replay again")
            .formatted(entry.file(), directory, DirectoryLabel.FILE, what));
    }

    static ReplayRefusedException replaced(Sink sink, int partition, long committed) {
        return new ReplayRefusedException(("Topic %s is not the topic of this name that group '%s' has read:"
                + " its committed offset %d of partition %d is not valid there; replay it from \"beginning\"")
            .formatted(sink.topic(), sink.group(), committed, partition));
    }

    static ReplayRefusedException damaged(LedgerEntry entry, String why) {
        return new ReplayRefusedException("%s must be truncated, but it %s; replay from offset %d or before"
            .formatted(entry.file(), why, entry.firstOffset()));
    }

    static ReplayRefusedException whole(LedgerEntry entry, long begin) {
        return new ReplayRefusedException(("%s can only be replayed as a whole, from offset %d, but Kafka has removed"
                + " the records before offset %d; replay from offset %d or later")
            .formatted(entry.file(), entry.firstOffset(), begin, entry.nextOffset()));
    }

}
