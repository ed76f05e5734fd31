package io.sensorstreams.consumer.audit;

import java.time.Instant;
import java.util.List;

import io.sensorstreams.consumer.compare.PartitionReport;
import org.jspecify.annotations.Nullable;

/**
 * Public view of an audit.
 *
 * @param verdict null unless completed
 * @param topics reports of the partitions that were compared
 * @param error reason of a failure, or null
 */
record AuditView(String id, State state, @Nullable Verdict verdict, Instant startedAt, @Nullable Instant finishedAt,
        Progress progress, List<PartitionReport> topics, @Nullable String error) {

    enum State {

        RUNNING,

        COMPLETED,

        FAILED

    }

    /** Progress; the total is approximate. */
    record Progress(long rowsRead, long rowsTotal) {
    }

}
