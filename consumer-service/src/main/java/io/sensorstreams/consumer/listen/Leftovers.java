package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Recovery;
import io.sensorstreams.consumer.sink.RecoveryTarget;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.WriterSettings;
import io.sensorstreams.consumer.standing.CommittedState;
import io.sensorstreams.consumer.standing.CommittedStates;
import io.sensorstreams.consumer.standing.TopicIds;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Removes uncommitted rows from the directories of partitions that other replicas own. A
 * replica that was killed or fenced leaves such rows. Runs on a dedicated thread.
 */
final class Leftovers implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(Leftovers.class);

    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String PREFIX = "partition=";

    private final SinkContext context;

    private final CommittedStates committed;

    private final LoopWatch watch;

    private final Set<String> reported = new HashSet<>();

    private final ScheduledExecutorService thread = Executors
        .newSingleThreadScheduledExecutor(new CustomizableThreadFactory("leftovers-"));

    private volatile @Nullable ScheduledFuture<?> running;

    private volatile LoopWatch.@Nullable Loop loop;

    Leftovers(SinkContext context, CommittedStates committed, LoopWatch watch) {
        this.context = context;
        this.committed = committed;
        this.watch = watch;
    }

    private void tick() {
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.tick();
        }
    }

    /** Catches everything: an exception would end the schedule. */
    private void run() {
        try {
            clearAll();
        }
        catch (RuntimeException | Error e) {
            LOGGER.atError().setCause(e).log("Removal of uncommitted rows failed and will be tried again");
        }
    }

    private void clearAll() {
        tick();
        if (this.context.ledger().cluster().isEmpty()) {
            return;
        }
        for (Sink sink : this.context.sinks().all()) {
            for (int partition : directories(sink)) {
                clear(sink, new PartitionKey(sink.group(), sink.topic(), partition));
            }
        }
    }

    static List<Integer> directories(Sink sink) {
        List<Integer> partitions = new ArrayList<>();
        Path topic = sink.directory().resolve(sink.topic());
        try (DirectoryStream<Path> found = Files.newDirectoryStream(topic, PREFIX + "*")) {
            found.forEach((path) -> {
                String number = path.getFileName().toString().substring(PREFIX.length());
                if (number.matches("\\d{1,9}")) {
                    partitions.add(Integer.parseInt(number));
                }
            });
        }
        catch (IOException | DirectoryIteratorException e) {
            LOGGER.atDebug().setCause(e).log("Cannot list the directories of partitions");
        }
        return partitions;
    }

    /** When the owner of a partition may have begun the files that it writes. */
    private Instant oldest(Sink sink) {
        Duration age = this.context.properties().roll().policy(sink.writing().roll()).maxAge();
        return this.context.clock().instant().minus(age);
    }

    /** Catches every failure, so that the other directories are still checked. */
    private void clear(Sink sink, PartitionKey key) {
        tick();
        try {
            List<LedgerEntry> files = this.context.ledger().files(key.group(), key.topic(), key.partition());
            if (this.context.statuses().get(key).isEmpty()
                    && Recovery.hasLeftovers(sink, key.partition(), files, oldest(sink))) {
                try (Recovery recovery = Recovery.begin(sink, key.partition())) {
                    recovery.clear(target(sink, key));
                }
            }
        }
        catch (RecoveryException e) {
            if (this.reported.add(String.valueOf(e.getMessage()))) {
                LOGGER.atWarn()
                    .addKeyValue("group", key.group())
                    .addKeyValue("topic", key.topic())
                    .addKeyValue("partition", key.partition())
                    .addKeyValue("reason", e.getMessage())
                    .log("Uncommitted rows of a partition that another replica owns were not removed");
            }
        }
        catch (IOException | RuntimeException e) {
            LOGGER.atDebug()
                .addKeyValue("partition", key)
                .setCause(e)
                .log("Uncommitted rows were not removed; retry at the next run");
        }
    }

    /** Accepts a replaced topic: the recovery sets its files aside. */
    private RecoveryTarget target(Sink sink, PartitionKey key) throws IOException {
        String topicId = TopicIds.await(this.context.topicIds().ask(), sink.topic());
        WriterSettings settings = this.context.writerSettings(sink, this.context.ledger().cluster(), topicId);
        try {
            CommittedState state = this.committed.of(key, TIMEOUT);
            return new RecoveryTarget(settings, state.files(), state.nextOffset(), state.disputed(), state.gaps());
        }
        catch (TimeoutException | KafkaException e) {
            throw new IOException("Cannot determine what is committed: " + e.getMessage(), e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted");
        }
    }

    @Override
    public void start() {
        this.loop = this.watch.start("leftovers");
        this.running = this.thread.scheduleWithFixedDelay(this::run, INTERVAL.toMillis(), INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        this.thread.shutdownNow();
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.close();
        }
        this.running = null;
    }

    @Override
    public boolean isRunning() {
        return this.running != null;
    }

}
