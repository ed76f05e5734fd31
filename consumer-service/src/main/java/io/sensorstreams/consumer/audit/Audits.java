package io.sensorstreams.consumer.audit;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.sensorstreams.consumer.audit.AuditView.State;
import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.replicas.ask.Caller;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Audits of this instance. One audit of users runs at a time; the last {@value #KEPT} are
 * kept. Parts for other replicas run on a thread of their own, so that two replicas that
 * ask each other do not wait for each other. Thread-safe.
 */
@Component
class Audits implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Audits.class);

    private static final int KEPT = 20;

    /** Parts that run or wait; fewer than are kept, so none of them is removed. */
    private static final int MOST_PARTS = 5;

    private final Auditor auditor;

    private final Sinks sinks;

    private final Clock clock;

    private final Deque<Audit> kept = new ArrayDeque<>();

    /** Parts for other replicas, which are not listed. */
    private final Deque<Audit> parts = new ArrayDeque<>();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(new CustomizableThreadFactory("audit"));

    private final ExecutorService partThread = Executors
        .newSingleThreadExecutor(new CustomizableThreadFactory("audit-part"));

    Audits(Auditor auditor, Sinks sinks, Clock clock) {
        this.clock = clock;
        this.auditor = auditor;
        this.sinks = sinks;
    }

    /**
     * Starts an audit of these groups, or of all, on the disks of all replicas, or
     * returns the one that is running. For another replica, starts its part of this disk.
     * @throws TooManyPartsException when as many parts run or wait as may
     */
    AuditView start(List<String> groups, Caller caller) {
        return start(groups, caller, caller.replica() ? AuditKind.PART : AuditKind.WHOLE);
    }

    /** Starts an audit of all groups on this disk, unless any audit is running. */
    void startScheduled() {
        start(List.of(), Caller.ALONE, AuditKind.SCHEDULED);
    }

    private synchronized AuditView start(List<String> groups, Caller caller, AuditKind kind) {
        List<String> unknown = groups.stream().filter((group) -> this.sinks.ofGroup(group).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new UnknownGroupsException(unknown, this.sinks.groups());
        }
        if (kind == AuditKind.PART) {
            requireFewParts();
        }
        Optional<AuditView> running = this.kept.stream()
            .filter((audit) -> kind == AuditKind.SCHEDULED || audit.kind() == kind)
            .map(Audit::view)
            .filter((view) -> view.state() == State.RUNNING)
            .findFirst();
        return running.orElseGet(() -> begin(groups, caller, kind));
    }

    private void requireFewParts() {
        long running = this.parts.stream().filter((part) -> part.view().state() == State.RUNNING).count();
        if (running >= MOST_PARTS) {
            throw new TooManyPartsException(MOST_PARTS);
        }
    }

    private AuditView begin(List<String> groups, Caller caller, AuditKind kind) {
        List<Sink> audited = this.sinks.all()
            .stream()
            .filter((sink) -> groups.isEmpty() || groups.contains(sink.group()))
            .toList();
        Audit audit = new Audit(UUID.randomUUID().toString(), audited.stream().map(Sink::group).distinct().toList(),
                kind, this.clock.instant());
        keep(audit, (kind == AuditKind.PART) ? this.parts : this.kept);
        try {
            ((kind == AuditKind.PART) ? this.partThread : this.thread).execute(() -> run(audit, audited, caller));
        }
        catch (RuntimeException | Error e) {
            fail(audit, e);
        }
        return audit.view();
    }

    private static void keep(Audit audit, Deque<Audit> last) {
        last.addFirst(audit);
        if (last.size() > KEPT) {
            last.removeLast();
        }
    }

    /** Catches every failure, so that a failed audit is never shown as running. */
    private void run(Audit audit, List<Sink> audited, Caller caller) {
        LOGGER.atInfo().addKeyValue("audit", audit.id()).log("Audit started");
        try {
            this.auditor.run(audit, audited, caller);
            audit.complete(this.clock.instant());
            LOGGER.atInfo()
                .addKeyValue("audit", audit.id())
                .addKeyValue("verdict", audit.view().verdict())
                .addKeyValue("rows", audit.view().progress().rowsRead())
                .log("Audit completed");
        }
        catch (Exception | Error e) {
            fail(audit, e);
        }
    }

    private void fail(Audit audit, Throwable failure) {
        String message = failure.getMessage();
        audit.fail(this.clock.instant(), (failure instanceof Error || message == null) ? failure.toString() : message);
        LOGGER.atWarn().addKeyValue("audit", audit.id()).setCause(failure).log("Audit failed");
    }

    /** All audits that are kept, the latest first. */
    synchronized List<AuditView> list() {
        return this.kept.stream().map(Audit::view).toList();
    }

    synchronized AuditView get(String id) {
        return Stream.concat(this.kept.stream(), this.parts.stream())
            .filter((audit) -> audit.id().equals(id))
            .findFirst()
            .map(Audit::view)
            .orElseThrow(() -> AuditNotFoundException.unknown(id));
    }

    AuditView latest() {
        return list().stream().findFirst().orElseThrow(AuditNotFoundException::none);
    }

    /** Reports of the latest completed audit of a sink; empty before the first one. */
    List<PartitionReport> lastReports(Sink sink) {
        return list().stream()
            .filter((view) -> view.state() == State.COMPLETED)
            .map((view) -> view.topics()
                .stream()
                .filter((report) -> report.group().equals(sink.group()) && report.topic().equals(sink.topic()))
                .toList())
            .filter((reports) -> !reports.isEmpty())
            .findFirst()
            .orElse(List.of());
    }

    @Override
    public void close() {
        this.thread.shutdownNow();
        this.partThread.shutdownNow();
    }

}
