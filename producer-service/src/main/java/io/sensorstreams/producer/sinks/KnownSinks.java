package io.sensorstreams.producer.sinks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.common.watch.WatchedThread;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.springframework.context.SmartLifecycle;

/**
 * Determines which topics have a sink: a consumer group that reads the topic now, or has
 * committed an offset of it. While the consumer-service is down, Kafka keeps these
 * offsets for {@code offsets.retention.minutes}. A dedicated thread sends the requests;
 * any thread may read the result.
 */
public final class KnownSinks implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(KnownSinks.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Time in which a stream's {@code unsunk} follows a new consumer group. */
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private static final Duration STEP = Duration.ofSeconds(1);

    /** Slow requests take at most one part of so many of the time. */
    private static final int SHARE = 20;

    /** A result that is older than this is unknown. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private static final Duration STOP = Duration.ofMillis(500);

    private final LazyAdmin admin;

    private final WatchedThread thread;

    private volatile @Nullable Found found;

    /** Time of the next requests. Owned by the thread. */
    private long next = System.nanoTime();

    /** Failure that was logged last. Owned by the thread. */
    private String logged = "";

    private record Found(ReadTopics topics, long nanos) {
    }

    public KnownSinks(LazyAdmin admin, LoopWatch watch) {
        this.admin = admin;
        this.thread = new WatchedThread("sinks", STEP, watch, this::run);
    }

    /** Empty when Kafka has not answered recently. */
    public Optional<Boolean> isUnsunk(String topic) {
        Found last = this.found;
        return (last != null && System.nanoTime() - last.nanos() < MEMORY.toNanos()) ? last.topics().isUnread(topic)
                : Optional.empty();
    }

    @Override
    public void start() {
        this.thread.start();
    }

    private void run(LoopWatch.Loop loop) throws InterruptedException {
        long start = System.nanoTime();
        if (start - this.next < 0) {
            return;
        }
        try {
            this.found = new Found(ask(loop), System.nanoTime());
            this.logged = "";
        }
        catch (ExecutionException | TimeoutException | KafkaException e) {
            LOGGER.atDebug().setCause(e).log("Could not list the consumer groups");
        }
        // The outermost frame: after a failure the sinks are unknown.
        catch (RuntimeException | Error e) {
            Level level = e.toString().equals(this.logged) ? Level.DEBUG : Level.WARN;
            this.logged = e.toString();
            LOGGER.atLevel(level).setCause(e).log("Listing the consumer groups failed; retrying");
        }
        long end = System.nanoTime();
        long pause = Math.max(INTERVAL.toNanos(), (end - start) * SHARE);
        this.next = end + Math.min(pause, MEMORY.toNanos() / 2);
    }

    private ReadTopics ask(LoopWatch.Loop loop) throws InterruptedException, ExecutionException, TimeoutException {
        List<String> groups = this.admin
            .ask((client, millis) -> client.listGroups(ListGroupsOptions.forConsumerGroups().timeoutMs(millis)).all(),
                    TIMEOUT)
            .stream()
            .map(GroupListing::groupId)
            .filter((group) -> !group.equals(Topics.STREAMS))
            .toList();
        loop.tick();
        List<ConsumerGroupDescription> described = new ArrayList<>();
        boolean complete = ask(groups,
                (client, millis) -> client
                    .describeConsumerGroups(groups, new DescribeConsumerGroupsOptions().timeoutMs(millis))
                    .describedGroups(),
                described);
        loop.tick();
        Map<String, ListConsumerGroupOffsetsSpec> all = groups.stream()
            .collect(Collectors.toMap((group) -> group, (group) -> new ListConsumerGroupOffsetsSpec()));
        List<Map<TopicPartition, OffsetAndMetadata>> committed = new ArrayList<>();
        complete &= ask(groups, (client, millis) -> {
            ListConsumerGroupOffsetsResult result = client.listConsumerGroupOffsets(all,
                    new ListConsumerGroupOffsetsOptions().timeoutMs(millis));
            return groups.stream().collect(Collectors.toMap((group) -> group, result::partitionsToOffsetAndMetadata));
        }, committed);
        ReadTopics read = ReadTopics.of(described, committed);
        return new ReadTopics(read.topics(), complete && read.complete());
    }

    /**
     * Keeps the answers of the last attempt, so that a failed one does not hide the
     * others.
     * @return whether no answer is missing
     */
    private <T> boolean ask(List<String> groups, BiFunction<Admin, Integer, Map<String, KafkaFuture<T>>> question,
            List<T> answers) throws InterruptedException {
        List<KafkaFuture<T>> last = new ArrayList<>();
        if (groups.isEmpty()) {
            return true;
        }
        try {
            this.admin.ask((client, millis) -> {
                last.clear();
                last.addAll(question.apply(client, millis).values());
                return KafkaFuture.allOf(last.toArray(new KafkaFuture<?>[0]));
            }, TIMEOUT);
        }
        catch (ExecutionException | TimeoutException e) {
            LOGGER.atDebug().setCause(e).log("Could not describe all consumer groups");
        }
        return !last.isEmpty() && collect(last, answers);
    }

    /**
     * A group that no longer exists reads nothing.
     * @return whether no answer is missing
     */
    static <T> boolean collect(List<KafkaFuture<T>> asked, List<T> answers) throws InterruptedException {
        boolean complete = true;
        for (KafkaFuture<T> each : asked) {
            try {
                T answer = each.getNow(null);
                if (answer != null) {
                    answers.add(answer);
                }
                else {
                    complete = false;
                }
            }
            catch (ExecutionException e) {
                complete &= e.getCause() instanceof GroupIdNotFoundException;
            }
        }
        return complete;
    }

    @Override
    public void stop() {
        this.thread.stop(STOP);
    }

    @Override
    public boolean isRunning() {
        return this.thread.isRunning();
    }

}
