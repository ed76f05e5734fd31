package io.sensorstreams.consumer.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.consumer.audit.parts.OtherDisks;
import io.sensorstreams.consumer.audit.parts.OwnDisk;
import io.sensorstreams.consumer.compare.LineDifference;
import io.sensorstreams.consumer.compare.PartitionAudit;
import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.compare.PartitionScope;
import io.sensorstreams.consumer.replicas.ask.Caller;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.reread.RecordSources;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.common.TopicPartition;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Audits the files on this disk, and collects what other replicas find on theirs.
 * Partitions are compared in parallel, on up to four threads, because the listeners run
 * at the same time.
 */
@Component
class Auditor {

    private static final int MOST_THREADS = 4;

    private final Scopes scopes;

    private final RecordSources sources;

    private final OtherDisks others;

    Auditor(Scopes scopes, RecordSources sources, OtherDisks others) {
        this.scopes = scopes;
        this.sources = sources;
        this.others = others;
    }

    /**
     * Runs an audit.
     * @param caller with whose rights other replicas are asked
     */
    void run(Audit audit, List<Sink> sinks, Caller caller) throws IOException, TimeoutException, InterruptedException {
        List<PartitionScope> all = new ArrayList<>();
        for (Sink sink : sinks) {
            all.addAll(this.scopes.of(sink));
        }
        if (audit.kind() == AuditKind.PART) {
            runPart(audit, all);
            return;
        }
        // Other replicas start after the scopes are known, so they know at least as much.
        OtherDisks.Parts parts = (audit.kind() == AuditKind.WHOLE) ? this.others.start(all, caller, audit::replicas)
                : this.others.none();
        compare(audit, all);
        parts.await();
        if (!parts.areNone()) {
            audit.replace(parts.merge(audit.reports(), all, this.scopes::wasCut));
        }
    }

    /** Leaves out partitions of which nothing is here. */
    private void runPart(Audit audit, List<PartitionScope> all)
            throws IOException, TimeoutException, InterruptedException {
        List<PartitionScope> here = all.stream().filter(OwnDisk::hasFiles).toList();
        compare(audit, here);
        for (PartitionScope scope : here) {
            audit.add(OwnDisk.judged(scope));
        }
    }

    private void compare(Audit audit, List<PartitionScope> all) throws InterruptedException {
        all.forEach((scope) -> audit.expect(scope.rows()));
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()),
                new CustomizableThreadFactory("audit-"));
        try {
            List<Future<PartitionReport>> reports = all.stream()
                .map((scope) -> workers.submit(() -> compare(scope, audit)))
                .toList();
            for (Future<PartitionReport> report : reports) {
                audit.add(report.get());
            }
        }
        catch (ExecutionException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        finally {
            workers.shutdownNow();
        }
    }

    private PartitionReport compare(PartitionScope scope, Audit audit)
            throws IOException, TimeoutException, InterruptedException {
        TopicPartition partition = new TopicPartition(scope.sink().topic(), scope.partition());
        try (RecordSource records = this.sources.open(partition, audit::read)) {
            PartitionAudit comparison = new PartitionAudit(scope, records, LineDifference.CAPACITY);
            PartitionReport report = (audit.kind() == AuditKind.PART) ? comparison.runPart() : comparison.run();
            if (!report.clean() && this.scopes.wasCut(scope)) {
                throw new IllegalStateException("Files of group '" + scope.sink().group() + "' topic "
                        + scope.sink().topic() + " were truncated by a replay during the audit; start another audit");
            }
            return report;
        }
    }

}
