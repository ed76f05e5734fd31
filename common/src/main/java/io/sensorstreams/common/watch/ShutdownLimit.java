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
 * Ends the process when an orderly stop takes too long, whatever hangs. What is committed
 * is safe then as after {@code kill -9}. The time starts with the JVM's shutdown, which
 * is begun by SIGTERM.
 */
public final class ShutdownLimit implements DisposableBean {

    /** Exit code of a process that had to be ended; after an orderly stop it is 143. */
    static final int EXIT_CODE = 1;

    private static final Logger LOGGER = LoggerFactory.getLogger(ShutdownLimit.class);

    /** The log may be what hangs. */
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

    /** Starts to count. Returns at once: the JVM waits for its hooks. */
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
            .log("The service did not stop in time (sensor.shutdown.timeout) and is ended; nothing that is committed is lost. "
                    + "These threads still run: {}", running());
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

    /** The service stopped without the JVM, as in tests. */
    @Override
    public void destroy() {
        try {
            Runtime.getRuntime().removeShutdownHook(this.hook);
        }
        catch (IllegalStateException e) {
            // The JVM shuts down, and the time runs.
            LOGGER.atDebug().log("The service stops with the JVM");
        }
    }

}
