package io.sensorstreams.consumer.audit;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.sensorstreams.consumer.audit.AuditView.State;
import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Audits of this instance. One audit runs at a time; the last {@value #KEPT} are kept.
 * Thread-safe.
 */
@Component
class Audits implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Audits.class);

    private static final int KEPT = 20;

    private final Auditor auditor;

    private final Sinks sinks;

    private final Clock clock;

    private final Deque<Audit> kept = new ArrayDeque<>();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(new CustomizableThreadFactory("audit"));

    Audits(Auditor auditor, Sinks sinks, Clock clock) {
        this.clock = clock;
        this.auditor = auditor;
        this.sinks = sinks;
    }

    /** Starts an audit of these groups, or of all, or returns the one that is running. */
    synchronized AuditView start(List<String> groups) {
        List<String> unknown = groups.stream().filter((group) -> this.sinks.ofGroup(group).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new UnknownGroupsException(unknown, this.sinks.groups());
        }
        Optional<AuditView> running = list().stream().filter((view) -> view.state() == State.RUNNING).findFirst();
        return running.orElseGet(() -> begin(groups));
    }

    private AuditView begin(List<String> groups) {
        List<Sink> audited = this.sinks.all()
            .stream()
            .filter((sink) -> groups.isEmpty() || groups.contains(sink.group()))
            .toList();
        Audit audit = new Audit(UUID.randomUUID().toString(), audited.stream().map(Sink::group).distinct().toList(),
                this.clock.instant());
        this.kept.addFirst(audit);
        if (this.kept.size() > KEPT) {
            this.kept.removeLast();
        }
        try {
            this.thread.execute(() -> run(audit, audited));
        }
        catch (RuntimeException | Error e) {
            fail(audit, e);
        }
        return audit.view();
    }

    /** Catches every failure, so that a failed audit is never shown as running. */
    private void run(Audit audit, List<Sink> audited) {
        LOGGER.atInfo().addKeyValue("audit", audit.id()).log("Audit started");
        try {
            this.auditor.run(audit, audited);
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

    AuditView get(String id) {
        return list().stream()
            .filter((view) -> view.id().equals(id))
            .findFirst()
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
    }

}
