package io.sensorstreams.common.watch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * Terminates the process when a graceful shutdown takes too long. Committed data is safe,
 * as after {@code kill -9}. The time starts with the shutdown of the JVM, which SIGTERM
 * starts.
 */
public final class ShutdownLimit implements DisposableBean {

    /** Exit code of a terminated process; after a graceful shutdown it is 143. */
    static final int EXIT_CODE = 1;

    private static final Logger LOGGER = LoggerFactory.getLogger(ShutdownLimit.class);

    /** Longest time for logging: the log itself may block. */
    private static final Duration REPORT = Duration.ofSeconds(1);

    private static final int FRAMES = 12;

    private final Duration timeout;

    private final IntConsumer halt;

    private final Thread hook = new Thread(this::begin, "shutdown-limit-hook");

    ShutdownLimit(Duration timeout) {
        this(timeout, Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(this.hook);
    }

    ShutdownLimit(Duration timeout, IntConsumer halt) {
        this.timeout = timeout;
        this.halt = halt;
    }

    /** Returns immediately, because the JVM waits for its hooks. */
    void begin() {
        daemon("shutdown-limit", this::expire);
    }

    private void expire() {
        try {
            TimeUnit.NANOSECONDS.sleep(this.timeout.toNanos());
            daemon("shutdown-report", this::report).join(REPORT.toMillis());
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        this.halt.accept(EXIT_CODE);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void report() {
        LOGGER.atError()
            .addKeyValue("timeout", this.timeout)
            .log("The service did not stop in time (sensor.shutdown.timeout) and is terminated; no committed data is lost. "
                    + "Threads that still run: {}", running());
    }

    private static String running() {
        return Thread.getAllStackTraces()
            .entrySet()
            .stream()
            .filter((thread) -> !thread.getKey().isDaemon() && thread.getValue().length > 0)
            .map(ShutdownLimit::describe)
            .sorted()
            .collect(Collectors.joining());
    }

    private static String describe(Map.Entry<Thread, StackTraceElement[]> thread) {
        return Arrays.stream(thread.getValue())
            .limit(FRAMES)
            .map((frame) -> "\n\t\tat " + frame)
            .collect(Collectors.joining("", "\n\t" + thread.getKey().getName(), ""));
    }

    /** Cancels the limit when the service stops without the JVM, as in tests. */
    @Override
    public void destroy() {
        try {
            Runtime.getRuntime().removeShutdownHook(this.hook);
        }
        catch (IllegalStateException e) {
            // The JVM is shutting down, so the limit applies.
            LOGGER.atDebug().log("The service stops with the JVM");
        }
    }

}
