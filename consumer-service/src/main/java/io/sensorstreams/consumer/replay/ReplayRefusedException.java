package io.sensorstreams.consumer.replay;

import java.io.Serial;
import java.nio.file.Path;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.DirectoryLabel;
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

    static ReplayRefusedException another(String group) {
        return new ReplayRefusedException(
                "Another replay or skip of group '" + group + "' runs; try it again when that is over");
    }

    static ReplayRefusedException overtaken(String group) {
        return new ReplayRefusedException("Another replica began a replay or skip of group '" + group
                + "' before this one was committed; try it again when that is over");
    }

    static ReplayRefusedException lost(LedgerEntry entry, long from) {
        return new ReplayRefusedException(
                "%s is not on this disk any more, but Kafka still holds its rows from offset %d; replay from offset %d"
                    .formatted(entry.file(), from, from) + " or before");
    }

    static ReplayRefusedException unlabelled(LedgerEntry entry, Path directory, String what) {
        return new ReplayRefusedException(("File %s is in %s, but file %s of that directory is %s, so whether it is the"
                + " file that this instance wrote is not known; restore %3$s and replay again")
            .formatted(entry.file(), directory, DirectoryLabel.FILE, what));
    }

    static ReplayRefusedException replaced(Sink sink, int partition, long committed) {
        return new ReplayRefusedException(
                ("Topic %s is another topic of the same name than the one that group '%s' has read:"
                        + " what it has committed, offset %d of partition %d, means nothing in it;"
                        + " replay it from \"beginning\"")
                    .formatted(sink.topic(), sink.group(), committed, partition));
    }

    static ReplayRefusedException damaged(LedgerEntry entry, String why) {
        return new ReplayRefusedException("%s would lose its end, but it %s; replay from offset %d or before"
            .formatted(entry.file(), why, entry.firstOffset()));
    }

}
