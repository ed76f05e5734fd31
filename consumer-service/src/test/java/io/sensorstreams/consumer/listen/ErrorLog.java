package io.sensorstreams.consumer.listen;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Captures the errors that the consumer threads log, and mutes everything else. An error
 * means that a person must act. No simulated fault requires that.
 */
final class ErrorLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final Logger ALL = (Logger) LoggerFactory.getLogger("io.sensorstreams");

    private static final Logger THREADS = (Logger) LoggerFactory.getLogger(ConsumerLoop.class.getPackageName());

    private String captured = "";

    /** Captures errors until {@link #close}. */
    ErrorLog() {
        start();
        ALL.setLevel(Level.OFF);
        THREADS.setLevel(Level.ERROR);
        THREADS.setAdditive(false);
        THREADS.addAppender(this);
    }

    @Override
    public void close() {
        THREADS.detachAppender(this);
        THREADS.setAdditive(true);
        THREADS.setLevel(null);
        ALL.setLevel(null);
    }

    @Override
    protected void append(ILoggingEvent event) {
        this.captured = event.getMessage() + " " + event.getKeyValuePairs();
    }

    /** Returns the last error since the previous call; empty when there was none. */
    String take() {
        String taken = this.captured;
        this.captured = "";
        return taken;
    }

}
