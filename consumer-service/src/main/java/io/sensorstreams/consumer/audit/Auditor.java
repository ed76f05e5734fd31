package io.sensorstreams.consumer.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.consumer.compare.LineDifference;
import io.sensorstreams.consumer.compare.PartitionAudit;
import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.compare.PartitionScope;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.reread.RecordSources;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.common.TopicPartition;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Runs audits. Partitions are compared in parallel, on up to four threads, because the
 * listeners run at the same time.
 */
@Component
class Auditor {

    private static final int MOST_THREADS = 4;

    private final Scopes scopes;

    private final RecordSources sources;

    Auditor(Scopes scopes, RecordSources sources) {
        this.scopes = scopes;
        this.sources = sources;
    }

    void run(Audit audit, List<Sink> sinks) throws IOException, TimeoutException, InterruptedException {
        List<PartitionScope> all = new ArrayList<>();
        for (Sink sink : sinks) {
            all.addAll(this.scopes.of(sink));
        }
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
            PartitionReport report = new PartitionAudit(scope, records, LineDifference.CAPACITY).run();
            if (!report.clean() && this.scopes.wasCut(scope)) {
                throw new IllegalStateException("Files of group '" + scope.sink().group() + "' topic "
                        + scope.sink().topic() + " were truncated by a replay during the audit; start another audit");
            }
            return report;
        }
    }

}
