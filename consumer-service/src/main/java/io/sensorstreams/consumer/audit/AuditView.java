package io.sensorstreams.consumer.audit;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sensorstreams.consumer.audit.parts.JudgedFiles;
import io.sensorstreams.consumer.audit.parts.ReplicaPart;
import io.sensorstreams.consumer.compare.PartitionReport;
import org.jspecify.annotations.Nullable;

/**
 * Public view of an audit.
 *
 * @param groups audited groups, also those without partitions
 * @param topics reports of the compared partitions
 * @param replicas other replicas that have files, with their parts of the audit
 * @param judged files that this replica has audited for another one
 */
record AuditView(String id, List<String> groups, State state, @Nullable Verdict verdict, Instant startedAt,
        @Nullable Instant finishedAt, Progress progress, List<PartitionReport> topics, @Nullable String error,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ReplicaPart> replicas,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JudgedFiles> judged) {

    AuditView {
        replicas = List.copyOf(replicas);
        judged = List.copyOf(judged);
    }

    enum State {

        RUNNING,

        COMPLETED,

        FAILED

    }

    /** Progress; the total is approximate. */
    record Progress(long rowsRead, long rowsTotal) {
    }

}
