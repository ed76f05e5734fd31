package io.sensorstreams.consumer.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.sensorstreams.consumer.audit.AuditView.Progress;
import io.sensorstreams.consumer.audit.AuditView.State;
import io.sensorstreams.consumer.compare.PartitionReport;
import org.jspecify.annotations.Nullable;

/**
 * State of one audit and its results so far. Written by the audit's threads, read by any
 * thread.
 */
public final class Audit {

    private final String id;

    private final List<String> groups;

    private final Instant startedAt;

    private final LongAdder rowsRead = new LongAdder();

    private long rowsTotal;

    private final List<PartitionReport> reports = new ArrayList<>();

    private State state = State.RUNNING;

    private @Nullable Instant finishedAt;

    private @Nullable String error;

    Audit(String id, List<String> groups, Instant startedAt) {
        this.id = id;
        this.groups = List.copyOf(groups);
        this.startedAt = startedAt;
    }

    String id() {
        return this.id;
    }

    synchronized AuditView view() {
        long read = this.rowsRead.sum();
        return new AuditView(this.id, this.groups, this.state,
                (this.state == State.COMPLETED) ? Verdict.of(this.reports) : null, this.startedAt, this.finishedAt,
                new Progress(read, Math.max(read, this.rowsTotal)), List.copyOf(this.reports), this.error);
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
