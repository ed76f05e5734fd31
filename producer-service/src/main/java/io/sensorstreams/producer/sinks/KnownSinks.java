package io.sensorstreams.producer.sinks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import org.apache.kafka.clients.admin.ListTopicsOptions;
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
 * offsets for {@code offsets.retention.minutes}. A topic without a sink is reported only
 * when it has existed for some time, because a group needs a moment until it reads a new
 * topic. A dedicated thread sends the requests; any thread may read the result.
 */
public final class KnownSinks implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(KnownSinks.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Time in which a stream's {@code unsunk} follows a new consumer group. */
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    /** Time that a group has until it reads a new topic. */
    private static final Duration NEW = Duration.ofSeconds(30);

    private static final Duration STEP = Duration.ofSeconds(1);

    /** Slow requests take at most one part of so many of the time. */
    private static final int SHARE = 20;

    /** A result that is older than this is unknown. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private static final Duration STOP = Duration.ofMillis(500);

    /**
     * A group that does not exist. Kafka lists only the groups that the user may
     * describe. Whether that is all of them shows the answer for this one.
     */
    private static final String NO_GROUP = Topics.STREAMS + "-no-group";

    private final LazyAdmin admin;

    private final WatchedThread thread;

    /** Owned by the thread. */
    private final SeenTopics seen = new SeenTopics();

    private volatile @Nullable Found found;

    /** Time of the next requests. Owned by the thread. */
    private long next = System.nanoTime();

    /** Failure that was logged last. Owned by the thread. */
    private String logged = "";

    /** What is known, and which topics are not new. */
    private record Found(ReadTopics topics, Set<String> old, long nanos) {

        Optional<Boolean> isUnsunk(String topic) {
            return this.topics.isUnread(topic).filter((unread) -> !unread || this.old.contains(topic));
        }

    }

    public KnownSinks(LazyAdmin admin, LoopWatch watch) {
        this.admin = admin;
        this.thread = new WatchedThread("sinks", STEP, watch, this::run);
    }

    /**
     * Whether no sink is known for a topic. Empty when Kafka has not answered recently,
     * and while the topic does not exist or is new.
     */
    public Optional<Boolean> isUnsunk(String topic) {
        Found last = this.found;
        return (last != null && System.nanoTime() - last.nanos() < MEMORY.toNanos()) ? last.isUnsunk(topic)
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
            this.found = look(start, loop);
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

    /** A topic must not be new before the groups are looked at. */
    private Found look(long start, LoopWatch.Loop loop)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> old = this.seen.see(this.admin
            .ask((client, millis) -> client.listTopics(new ListTopicsOptions().timeoutMs(millis)).listings(), TIMEOUT),
                start, NEW);
        loop.tick();
        return new Found(ask(loop), old, System.nanoTime());
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
        List<String> asked = Stream.concat(groups.stream(), Stream.of(NO_GROUP)).toList();
        boolean complete = ask(asked,
                (client, millis) -> client
                    .describeConsumerGroups(asked, new DescribeConsumerGroupsOptions().timeoutMs(millis))
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
