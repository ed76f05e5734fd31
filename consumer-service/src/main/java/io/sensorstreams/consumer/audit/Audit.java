package io.sensorstreams.consumer.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.sensorstreams.consumer.audit.AuditView.Progress;
import io.sensorstreams.consumer.audit.AuditView.State;
import io.sensorstreams.consumer.compare.PartitionReport;

/**
 * State of one audit and its results so far. Written by the audit's threads, read by any
 * thread.
 */
public final class Audit {

    private final String id;

    private final Instant startedAt;

    private final LongAdder rowsRead = new LongAdder();

    private long rowsTotal;

    private AuditView latest;

    Audit(String id, Instant startedAt) {
        this.id = id;
        this.startedAt = startedAt;
        this.latest = new AuditView(id, State.RUNNING, null, startedAt, null, new Progress(0, 0), List.of(), null);
    }

    String id() {
        return this.id;
    }

    synchronized AuditView view() {
        AuditView view = this.latest;
        long read = this.rowsRead.sum();
        return new AuditView(this.id, view.state(), view.verdict(), this.startedAt, view.finishedAt(),
                new Progress(read, Math.max(read, this.rowsTotal)), view.topics(), view.error());
    }

    void read(long rows) {
        this.rowsRead.add(rows);
    }

    synchronized void expect(long rows) {
        this.rowsTotal += rows;
    }

    synchronized void add(PartitionReport report) {
        List<PartitionReport> reports = new ArrayList<>(this.latest.topics());
        reports.add(report);
        this.latest = new AuditView(this.id, State.RUNNING, null, this.startedAt, null, this.latest.progress(),
                List.copyOf(reports), null);
    }

    synchronized void complete(Instant at) {
        this.latest = new AuditView(this.id, State.COMPLETED, Verdict.of(this.latest.topics()), this.startedAt, at,
                this.latest.progress(), this.latest.topics(), null);
    }

    synchronized void fail(Instant at, String error) {
        this.latest = new AuditView(this.id, State.FAILED, null, this.startedAt, at, this.latest.progress(),
                this.latest.topics(), error);
    }

}
