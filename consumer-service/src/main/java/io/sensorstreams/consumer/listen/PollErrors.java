package io.sensorstreams.consumer.listen;

import io.sensorstreams.consumer.group.ListenerThreads;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Handles a failed poll. It is retried after a delay. When Kafka has removed the next
 * records, a recovery finds the offset to continue at. Errors while writing are handled
 * in {@link ConsumerLoops}.
 */
final class PollErrors implements CommonErrorHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(PollErrors.class);

    private static final long RETRY_MILLIS = 1000;

    private final ConsumerLoops loops;

    private final ListenerThreads threads;

    PollErrors(ConsumerLoops loops, ListenerThreads threads) {
        this.loops = loops;
        this.threads = threads;
    }

    @Override
    public void handleOtherException(Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container,
            boolean batchListener) {
        if (failure instanceof OffsetOutOfRangeException removed) {
            this.loops.outOfRange(consumer, removed.offsetOutOfRangePartitions());
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

}
