package io.sensorstreams.producer.replica;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.sensorstreams.common.access.PatientPolls;
import io.sensorstreams.common.access.PollRefusals;
import io.sensorstreams.common.kafka.LeavingConsumerFactory;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.run.RunnerContext;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.event.ConsumerStartingEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

/**
 * Keeps this replica in the consumer group that assigns the partitions of
 * {@code sensor-streams} to replicas. It reads no records and commits no offsets.
 */
public final class StreamMembership {

    /** Kafka's default. */
    private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(5);

    private static final Duration RETRY_AUTHORIZATION = Duration.ofSeconds(10);

    /** The runners are stopped before, so there is little left to do. */
    private static final Duration STOP = Duration.ofSeconds(3);

    private static final int IDLE_MILLIS = 1000;

    private final KafkaMessageListenerContainer<byte[], byte[]> container;

    private final LoopWatch watch;

    private final PollRefusals refusals;

    private final Duration maxPollInterval;

    private volatile LoopWatch.@Nullable Loop loop;

    private volatile boolean fenced;

    private volatile boolean wanted;

    private volatile @Nullable String failure;

    /**
     * A replica that is killed and restarts with the same instance name within the
     * session timeout gets its partitions back immediately.
     */
    StreamMembership(Map<String, Object> settings, StreamRunners runners, RunnerContext context,
            PollRefusals refusals) {
        this(consumers(settings(settings, context), refusals), runners, context.watch(), refusals);
    }

    StreamMembership(ConsumerFactory<byte[], byte[]> consumers, StreamRunners runners, LoopWatch watch,
            PollRefusals refusals) {
        this.watch = watch;
        this.refusals = refusals;
        Object longest = consumers.getConfigurationProperties().get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
        this.maxPollInterval = (longest != null) ? Duration.ofMillis(Long.parseLong(longest.toString()))
                : MAX_POLL_INTERVAL;
        ContainerProperties properties = new ContainerProperties(Topics.STREAMS);
        properties.setGroupId(Topics.STREAMS);
        properties.setAckMode(AckMode.MANUAL);
        properties.setConsumerRebalanceListener(runners);
        properties.setAuthExceptionRetryInterval(RETRY_AUTHORIZATION);
        properties.setShutdownTimeout(STOP.toMillis());
        properties.setPollTimeout(IDLE_MILLIS);
        properties.setIdleEventInterval((long) IDLE_MILLIS);
        properties.setMessageListener((MessageListener<byte[], byte[]>) (record) -> {
        });
        this.container = new KafkaMessageListenerContainer<>(consumers, properties);
        this.container.setBeanName(Topics.STREAMS + "-member");
        this.container.setApplicationEventPublisher(this::happened);
    }

    private static ConsumerFactory<byte[], byte[]> consumers(Map<String, Object> settings, PollRefusals refusals) {
        LeavingConsumerFactory<byte[], byte[]> consumers = new LeavingConsumerFactory<>(settings);
        consumers.addPostProcessor((consumer) -> PatientPolls.of(consumer, refusals));
        return consumers;
    }

    private static Map<String, Object> settings(Map<String, Object> settings, RunnerContext context) {
        int sessionMillis = Math.toIntExact(context.properties().sessionTimeout().toMillis());
        Map<String, Object> member = new HashMap<>(settings);
        member.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, context.instance());
        member.put(ConsumerConfig.CLIENT_ID_CONFIG, Topics.STREAMS + "-member");
        member.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMillis);
        member.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionMillis / 6);
        member.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        member.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        member.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        member.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        member.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        member.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return member;
    }

    /** Handles the events of the container, on the polling thread. */
    private void happened(Object event) {
        if (event instanceof ConsumerStartingEvent) {
            this.loop = this.watch.start(Thread.currentThread().getName(), this.maxPollInterval);
        }
        LoopWatch.Loop current = this.loop;
        if (current == null) {
            return;
        }
        current.tick();
        if (event instanceof ConsumerStoppedEvent stopped) {
            current.close();
            this.fenced = stopped.getReason() == ConsumerStoppedEvent.Reason.FENCED;
        }
    }

    /**
     * Joins the group, unless this replica is a member or was fenced. Called again after
     * a failure and after the polling thread has ended.
     */
    void join() {
        this.wanted = true;
        if (this.container.isRunning() || this.fenced) {
            return;
        }
        try {
            this.container.start();
            this.failure = null;
        }
        catch (RuntimeException | Error e) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
            this.failure = (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
            throw e;
        }
    }

    /** Why the replica is not a member; null when nothing has failed. */
    public @Nullable String failure() {
        return this.refusals.of(Topics.STREAMS).orElse(this.failure);
    }

    boolean isWanted() {
        return this.wanted;
    }

    /** Whether the polling thread runs. */
    boolean isRunning() {
        return this.container.isRunning();
    }

    /** Whether the replica was fenced, for example by one with the same name. */
    public boolean isLost() {
        return this.fenced;
    }

    void stop() {
        this.wanted = false;
        this.container.stop();
    }

}
