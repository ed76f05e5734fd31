package io.sensorstreams.producer.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.publish.RowTopics;
import io.sensorstreams.producer.range.EventRange;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
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
                opened.rows().checkTimes();
            }
            FollowedClock.checkOrder(spec, opened.rows());
            return opened;
        }
        catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** Clears the cache of topics: one may have been deleted. */
    void forgetTopics() {
        this.topics.forget();
    }

    @Override
    public void close() {
        this.executor.shutdownNow();
        this.slow.shutdownNow();
    }

}
