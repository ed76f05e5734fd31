package io.sensorstreams.consumer.audit;

import java.time.Instant;
import java.util.List;

import io.sensorstreams.consumer.compare.PartitionReport;
import org.jspecify.annotations.Nullable;

/**
 * Public view of an audit.
 *
 * @param groups audited groups, also those without partitions
 * @param topics reports of the compared partitions
 */
record AuditView(String id, List<String> groups, State state, @Nullable Verdict verdict, Instant startedAt,
        @Nullable Instant finishedAt, Progress progress, List<PartitionReport> topics, @Nullable String error) {

    enum State {

        RUNNING,

        COMPLETED,

        FAILED

    }

    /** Progress; the total is approximate. */
    record Progress(long rowsRead, long rowsTotal) {
    }

}
