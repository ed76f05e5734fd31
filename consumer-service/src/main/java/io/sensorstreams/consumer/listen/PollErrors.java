package io.sensorstreams.consumer.listen;

import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * What happens when a poll fails: it is tried again a little later. Writing fails
 * elsewhere, see {@link Assignments}.
 */
final class PollErrors implements CommonErrorHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(PollErrors.class);

    private static final long RETRY_MILLIS = 1000;

    private final ListenerThreads threads;

    PollErrors(ListenerThreads threads) {
        this.threads = threads;
    }

    @Override
    public void handleOtherException(Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container,
            boolean batchListener) {
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
