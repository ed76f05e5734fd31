package io.sensorstreams.producer.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.sensorstreams.producer.arrival.Arrivals;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.publish.RowTopics;
import io.sensorstreams.producer.range.EventRange;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.TimeUse;
import io.sensorstreams.producer.source.DirectorySource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Opens sources on dedicated threads. Seeking in a compressed file can take long, so slow
 * openings use a separate pool: they delay neither running streams nor sources that open
 * fast.
 */
public class StreamOpener implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(StreamOpener.class);

    private static final int THREADS = 4;

    private final DataDirectory directory;

    private final RowTopics topics;

    private final Arrivals arrivals;

    private final ExecutorService executor = executor("stream-open-");

    private final ExecutorService slow = executor("stream-open-slow-");

    record OpenedSource(Rows rows, int partitions) implements Closeable {

        @Override
        public void close() {
            try {
                this.rows.close();
            }
            catch (IOException e) {
                LOGGER.atDebug().setCause(e).log("Closing a source failed; all its rows were read");
            }
        }

    }

    StreamOpener(DataDirectory directory, RowTopics topics) {
        this.directory = directory;
        this.topics = topics;
        this.arrivals = new Arrivals(directory);
    }

    private static ExecutorService executor(String name) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(name);
        threads.setDaemon(true);
        return Executors.newFixedThreadPool(THREADS, threads);
    }

    /**
     * Opens the source of a stream, for rows of a range of event times. The future fails
     * with an {@link IOException} when the source cannot be opened, with a
     * {@link org.apache.kafka.common.KafkaException} when the topic cannot be prepared.
     */
    CompletableFuture<OpenedSource> open(StreamSpec spec, Position from, EventRange range) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                int partitions = this.topics.prepare(spec.topic());
                return open(spec, from, range, partitions);
            }
            catch (IOException e) {
                throw new CompletionException(e);
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        }, spec.source().opensSlowly(from) ? this.slow : this.executor);
    }

    private OpenedSource open(StreamSpec spec, Position from, EventRange range, int partitions) throws IOException {
        OpenedSource opened = new OpenedSource(spec.source().open(this.directory, spec.topic(), from, range),
                partitions);
        try {
            if (spec.pace().needsTimes()) {
                opened.rows().checkTimes(TimeUse.PACE);
            }
            FollowedClock.checkOrder(spec, opened.rows());
            return opened;
        }
        catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Opens the source of a stream in the same way. That of many files may take any time:
     * {@link #abandon} ends it.
     * @param told called on other threads with what a stream of many files finds
     */
    CompletableFuture<OpenedSource> open(StreamSpec spec, Position from, EventRange range, Consumer<FilesReport> told) {
        if (!(spec.source() instanceof DirectorySource source)) {
            return open(spec, from, range);
        }
        Arriving result = new Arriving();
        this.executor.execute(() -> {
            try {
                int partitions = this.topics.prepare(spec.topic());
                CompletableFuture<Rows> rows = new CompletableFuture<>();
                result.follow(rows, partitions, this.executor);
                this.arrivals.next(source.sequence(this.directory, spec.pace().needsTimes()), from, rows, told);
            }
            catch (RuntimeException | Error e) {
                result.completeExceptionally(new CompletionException(e));
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(new CompletionException(e));
            }
        });
        return result;
    }

    /** Ends the wait for files of a source that is no longer needed. */
    static void abandon(CompletableFuture<OpenedSource> result) {
        if (result instanceof Arriving) {
            result.cancel(false);
        }
    }

    /** Source of many files that may be waiting for a file. */
    private static final class Arriving extends CompletableFuture<OpenedSource> {

        void follow(CompletableFuture<Rows> rows, int partitions, Executor executor) {
            var unused = whenComplete((opened, failure) -> rows.cancel(false));
            unused = rows.thenApply((opened) -> new OpenedSource(opened, partitions))
                .whenCompleteAsync(this::arrived, executor);
        }

        private void arrived(@Nullable OpenedSource opened, @Nullable Throwable failure) {
            if (failure != null) {
                completeExceptionally(failure);
            }
            else if (opened != null && !complete(opened)) {
                opened.close();
            }
        }

    }

    /** Clears the cache of topics: one may have been deleted. */
    void forgetTopics() {
        this.topics.forget();
    }

    @Override
    public void close() {
        this.arrivals.close();
        this.executor.shutdownNow();
        this.slow.shutdownNow();
    }

}
