package io.sensorstreams.consumer.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.consumer.audit.parts.Compared;
import io.sensorstreams.consumer.audit.parts.MergedReports;
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

    private static final int MOST_ATTEMPTS = 5;

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
            all.addAll(this.scopes.of(sink, audit.kind() != AuditKind.PART));
        }
        if (audit.kind() == AuditKind.PART) {
            runPart(audit, all);
            return;
        }
        // Other replicas start after the scopes are known, so they know at least as much.
        OtherDisks.Parts parts = (audit.kind() == AuditKind.WHOLE) ? this.others.start(all, caller, audit::replicas)
                : this.others.none();
        List<Compared> compared = compare(audit, all);
        parts.await();
        if (!parts.areNone()) {
            audit.replace(parts.merge(compared, changes(audit)));
        }
    }

    /** Leaves out partitions of which nothing is here. */
    private void runPart(Audit audit, List<PartitionScope> all)
            throws IOException, TimeoutException, InterruptedException {
        for (Compared compared : compare(audit, all.stream().filter(OwnDisk::hasFiles).toList())) {
            audit.add(OwnDisk.judged(compared.scope()));
        }
    }

    private List<Compared> compare(Audit audit, List<PartitionScope> all) throws InterruptedException {
        all.forEach((scope) -> audit.expect(scope.rows()));
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()),
                new CustomizableThreadFactory("audit-"));
        try {
            List<Future<Compared>> running = all.stream()
                .map((scope) -> workers.submit(() -> compare(scope, audit)))
                .toList();
            List<Compared> compared = new ArrayList<>();
            for (Future<Compared> one : running) {
                compared.add(one.get());
                audit.add(one.get().report());
            }
            return compared;
        }
        catch (ExecutionException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        finally {
            workers.shutdownNow();
        }
    }

    private MergedReports.Changes changes(Audit audit) {
        return new MergedReports.Changes() {

            @Override
            public boolean isCut(PartitionScope scope) throws TimeoutException, InterruptedException {
                return Auditor.this.scopes.wasCut(scope);
            }

            @Override
            public Optional<Compared> again(PartitionScope scope)
                    throws IOException, TimeoutException, InterruptedException {
                Optional<PartitionScope> rest = Auditor.this.scopes.withoutRemoved(scope);
                return rest.isPresent() ? Optional.of(compare(rest.get(), audit)) : Optional.empty();
            }

        };
    }

    /** Repeats the comparison of a partition while retention removes its files. */
    private Compared compare(PartitionScope scope, Audit audit)
            throws IOException, TimeoutException, InterruptedException {
        PartitionScope current = scope;
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            PartitionReport report = report(current, audit);
            if (report.clean() || !this.scopes.wasCut(current)) {
                return new Compared(report, current);
            }
            current = this.scopes.withoutRemoved(current).orElseThrow(() -> cut(scope, "truncated by a replay"));
        }
        throw cut(scope, "removed by retention");
    }

    private static IllegalStateException cut(PartitionScope scope, String how) {
        return new IllegalStateException("Files of group '" + scope.sink().group() + "' topic " + scope.sink().topic()
                + " were " + how + " during the audit; start another audit");
    }

    private PartitionReport report(PartitionScope scope, Audit audit) throws IOException {
        TopicPartition partition = new TopicPartition(scope.sink().topic(), scope.partition());
        try (RecordSource records = this.sources.open(partition, audit::read)) {
            PartitionAudit comparison = new PartitionAudit(scope, records, LineDifference.CAPACITY);
            return (audit.kind() == AuditKind.PART) ? comparison.runPart() : comparison.run();
        }
    }

}
