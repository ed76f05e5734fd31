package io.sensorstreams.consumer.listen;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.commit.TransactionalId;
import io.sensorstreams.consumer.group.ListenerThreads;
import io.sensorstreams.consumer.standing.TransactionalIds;
import io.sensorstreams.consumer.status.Memberships;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ConsumerStoppingEvent;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Forwards the callbacks of Spring to the loop of the consumer's thread. All calls for a
 * consumer arrive on its thread. Catches all exceptions: Spring would skip the records if
 * one reached it.
 */
class ConsumerLoops implements ConsumerAwareRebalanceListener, CommonErrorHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerLoops.class);

    private static final long RETRY_MILLIS = 1000;

    private final Map<Consumer<?, ?>, ConsumerLoop> byConsumer = new ConcurrentHashMap<>();

    private final TransactionalIds transactionalIds;

    private final SinkContext context;

    private final Memberships memberships;

    private final ListenerThreads threads;

    ConsumerLoops(SinkContext context, Memberships memberships, ListenerThreads threads) {
        this.context = context;
        this.memberships = memberships;
        this.threads = threads;
        this.transactionalIds = new TransactionalIds(context.properties());
    }

    void received(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
        guard(of(consumer), (loop) -> loop.received(records));
    }

    /**
     * Retries a failed poll after a delay. When Kafka has removed the next records, a
     * recovery finds the offset to continue at.
     */
    @Override
    public void handleOtherException(Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container,
            boolean batchListener) {
        if (failure instanceof OffsetOutOfRangeException removed) {
            guard(of(consumer), (loop) -> loop.outOfRange(removed.offsetOutOfRangePartitions()));
            return;
        }
        LOGGER.atWarn().addKeyValue("listener", container.getListenerId()).setCause(failure).log("Poll failed");
        try {
            this.threads.tick();
            ListenerUtils.stoppableSleep(container, RETRY_MILLIS);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @EventListener
    void idle(ListenerContainerIdleEvent event) {
        guard(of(event.getConsumer()), (loop) -> loop.idle(event.isPaused()));
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guard(of(consumer), (loop) -> loop.assigned(partitions));
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guard(this.byConsumer.get(consumer), (loop) -> loop.revoked(partitions));
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guard(this.byConsumer.get(consumer), (loop) -> loop.lost(partitions));
    }

    /** Commits for the last time: hand-assigned partitions are not revoked. */
    @EventListener
    void stopping(ConsumerStoppingEvent event) {
        try {
            guard(this.byConsumer.remove(event.getConsumer()), ConsumerLoop::stop);
        }
        finally {
            this.transactionalIds.release(event.getConsumer());
            this.memberships.remove(event.getConsumer());
        }
    }

    /** Needs no lock: all calls for a consumer arrive on its thread. */
    private ConsumerLoop of(Consumer<?, ?> consumer) {
        ConsumerLoop known = this.byConsumer.get(consumer);
        if (known != null) {
            return known;
        }
        TransactionalId id = this.transactionalIds.take(consumer);
        GroupState state = new GroupState.InKafka(consumer, this.context,
                new CommitTransaction(this.context.producers(), id));
        ConsumerLoop added = new ConsumerLoop(consumer.groupMetadata().groupId(), consumer, this.context, state,
                this.memberships.of(consumer), this.threads::tick);
        this.byConsumer.put(consumer, added);
        return added;
    }

    /** Does nothing for a consumer that has no loop. */
    private static void guard(@Nullable ConsumerLoop loop, java.util.function.Consumer<ConsumerLoop> work) {
        if (loop == null) {
            return;
        }
        try {
            work.accept(loop);
        }
        catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("Unexpected error; the partitions of this thread are recovered");
            loop.failed(e);
        }
        catch (Error e) {
            loop.failed(new IllegalStateException(e));
            throw e;
        }
    }

}
