package io.sensorstreams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import org.jspecify.annotations.Nullable;

/**
 * Takes thread dumps of running services over JMX and records each thread that waits for
 * one lock for more than 10 seconds. Time in which the service does not answer, because
 * it is frozen or starved, is not counted.
 */
final class StuckThreads implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** With a longer pause between two dumps, the process was not running. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * Limit while the holder starts a group: Spring's container holds its lock while it
     * starts the threads of the group one after the other.
     */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final String CONTAINER = "org.springframework.kafka.listener.ConcurrentMessageListenerContainer";

    private final Path dumps;

    private final ScheduledExecutorService threads;

    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    private final Set<String> dumped = new HashSet<>();

    /**
     * Starts to watch.
     * @param ports JMX port by name of the service
     * @param dumps file to which complete dumps of a service with a stuck thread are
     * appended
     */
    StuckThreads(Map<String, Integer> ports, Path dumps) {
        this.dumps = dumps;
        this.threads = Executors.newScheduledThreadPool(ports.size());
        ports.forEach((name, port) -> this.threads.scheduleWithFixedDelay(new Watch(name, port), INTERVAL.toMillis(),
                INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Returns the JVM options that enable JMX. */
    static String options(int port) {
        return ("-Dcom.sun.management.jmxremote.host=127.0.0.1 -Dcom.sun.management.jmxremote.port=%d"
                + " -Dcom.sun.management.jmxremote.rmi.port=%d -Dcom.sun.management.jmxremote.authenticate=false"
                + " -Dcom.sun.management.jmxremote.ssl=false -Djava.rmi.server.hostname=127.0.0.1")
            .formatted(port, port);
    }

    /** Returns the threads found so far, a sentence each. */
    List<String> found() {
        return List.copyOf(this.found);
    }

    @Override
    public void close() {
        this.threads.shutdownNow();
    }

    /**
     * Reports a stuck thread. The first one of a service is reported with a dump of all
     * threads.
     */
    private synchronized void report(String service, String what, ThreadInfo[] all) {
        this.found.add(service + ": " + what + "; all threads are in " + this.dumps);
        if (!this.dumped.add(service)) {
            return;
        }
        String dump = Arrays.stream(all).map(ThreadInfo::toString).collect(Collectors.joining());
        try {
            Files.writeString(this.dumps, service + ": " + what + System.lineSeparator() + dump,
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Wait of a thread for a lock that one holder keeps. While both counts and the holder
     * are unchanged, it is the same wait. A thread may queue for long behind many short
     * holders on a machine without a free processor, which is no stuck thread.
     */
    private record Wait(long blocked, long waited, long holder, long sinceNanos, boolean reported) {

        boolean isSame(ThreadInfo thread) {
            return this.blocked == thread.getBlockedCount() && this.waited == thread.getWaitedCount()
                    && this.holder == thread.getLockOwnerId();
        }

    }

    /** Watches one service. Owned by one thread at a time. */
    private final class Watch implements Runnable {

        private final String service;

        private final int port;

        private final Map<Long, Wait> waits = new HashMap<>();

        private @Nullable JMXConnector connector;

        private long lastDumpNanos;

        Watch(String service, int port) {
            this.service = service;
            this.port = port;
        }

        @Override
        public void run() {
            try {
                look(connect());
            }
            catch (IOException | RuntimeException e) {
                // The service is stopped, or ended during the request.
                this.connector = null;
                this.waits.clear();
            }
        }

        private JMXConnector connect() throws IOException {
            JMXConnector current = this.connector;
            if (current == null) {
                current = JMXConnectorFactory.connect(
                        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(this.port)));
                this.connector = current;
            }
            return current;
        }

        private void look(JMXConnector connected) throws IOException {
            ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(connected.getMBeanServerConnection(),
                    ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            ThreadInfo[] all = threads.dumpAllThreads(true, true);
            long now = System.nanoTime();
            if (now - this.lastDumpNanos > LONGEST_PAUSE.toNanos()) {
                this.waits.clear();
            }
            this.lastDumpNanos = now;
            Map<Long, Wait> before = new HashMap<>(this.waits);
            this.waits.clear();
            for (ThreadInfo thread : all) {
                if (thread.getLockOwnerId() != -1) {
                    this.waits.put(thread.getThreadId(), judge(thread, before.get(thread.getThreadId()), now, all));
                }
            }
        }

        private Wait judge(ThreadInfo thread, @Nullable Wait before, long now, ThreadInfo[] all) {
            if (before == null || !before.isSame(thread)) {
                return new Wait(thread.getBlockedCount(), thread.getWaitedCount(), thread.getLockOwnerId(), now, false);
            }
            boolean stuck = now - before.sinceNanos() > limit(thread.getLockOwnerId(), all).toNanos();
            if (stuck && !before.reported()) {
                report(this.service,
                        "thread '%s' has waited %d s for %s, which thread '%s' holds".formatted(thread.getThreadName(),
                                Duration.ofNanos(now - before.sinceNanos()).toSeconds(), thread.getLockName(),
                                thread.getLockOwnerName()),
                        all);
            }
            return new Wait(before.blocked(), before.waited(), before.holder(), before.sinceNanos(),
                    before.reported() || stuck);
        }

        private static Duration limit(long holder, ThreadInfo[] all) {
            boolean starts = Arrays.stream(all)
                .filter((thread) -> thread.getThreadId() == holder)
                .flatMap((thread) -> Arrays.stream(thread.getStackTrace()))
                .anyMatch((frame) -> frame.getClassName().equals(CONTAINER) && frame.getMethodName().equals("doStart"));
            return starts ? START_LIMIT : LIMIT;
        }

    }

}
