package io.sensorstreams.consumer.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.sensorstreams.consumer.audit.AuditView.Progress;
import io.sensorstreams.consumer.audit.AuditView.State;
import io.sensorstreams.consumer.audit.parts.JudgedFiles;
import io.sensorstreams.consumer.audit.parts.ReplicaPart;
import io.sensorstreams.consumer.compare.PartitionReport;
import org.jspecify.annotations.Nullable;

/**
 * State of one audit and its results so far. Written by the audit's threads, read by any
 * thread.
 */
public final class Audit {

    private final String id;

    private final List<String> groups;

    private final AuditKind kind;

    private final Instant startedAt;

    private final LongAdder rowsRead = new LongAdder();

    private long rowsTotal;

    private List<PartitionReport> reports = new ArrayList<>();

    private List<ReplicaPart> replicas = List.of();

    private final List<JudgedFiles> judged = new ArrayList<>();

    private State state = State.RUNNING;

    private @Nullable Instant finishedAt;

    private @Nullable String error;

    Audit(String id, List<String> groups, AuditKind kind, Instant startedAt) {
        this.id = id;
        this.groups = List.copyOf(groups);
        this.kind = kind;
        this.startedAt = startedAt;
    }

    String id() {
        return this.id;
    }

    List<String> groups() {
        return this.groups;
    }

    AuditKind kind() {
        return this.kind;
    }

    synchronized AuditView view() {
        long read = this.rowsRead.sum();
        long total = Math.max(read, this.rowsTotal);
        for (ReplicaPart replica : this.replicas) {
            read += replica.rowsRead();
            total += replica.rowsTotal();
        }
        return new AuditView(this.id, this.groups, this.state,
                (this.state == State.COMPLETED) ? Verdict.of(this.reports) : null, this.startedAt, this.finishedAt,
                new Progress(read, total), List.copyOf(this.reports), this.error, this.replicas, this.judged);
    }

    void read(long rows) {
        this.rowsRead.add(rows);
    }

    synchronized void expect(long rows) {
        this.rowsTotal += rows;
    }

    synchronized void add(PartitionReport report) {
        this.reports.add(report);
    }

    synchronized List<PartitionReport> reports() {
        return List.copyOf(this.reports);
    }

    /** Replaces the reports of this disk by those of all disks. */
    synchronized void replace(List<PartitionReport> merged) {
        this.reports = List.copyOf(merged);
    }

    synchronized void replicas(List<ReplicaPart> parts) {
        this.replicas = List.copyOf(parts);
    }

    synchronized void add(JudgedFiles files) {
        this.judged.add(files);
    }

    synchronized void complete(Instant at) {
        this.state = State.COMPLETED;
        this.finishedAt = at;
    }

    synchronized void fail(Instant at, String reason) {
        this.state = State.FAILED;
        this.finishedAt = at;
        this.error = reason;
    }

}
