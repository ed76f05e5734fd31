package io.sensorstreams.consumer.group;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.common.watch.LoopWatch.Loop;

import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerStartingEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent;

/**
 * Watches the threads that poll for the groups. A thread reports progress with each call
 * of its consumer and with each partition that it works on. Every one of these calls has
 * a bound, so a broker that does not answer never makes a thread appear stuck.
 * Thread-safe.
 */
public class ListenerThreads {

    private final LoopWatch watch;

    private final Duration maxPollInterval;

    private final Map<Thread, Loop> loops = new ConcurrentHashMap<>();

    /** Creates a watch; the group removes a thread after this time without a poll. */
    public ListenerThreads(LoopWatch watch, Duration maxPollInterval) {
        this.watch = watch;
        this.maxPollInterval = maxPollInterval;
    }

    /** Reports progress of the calling thread, if it is watched. */
    public void tick() {
        Loop loop = this.loops.get(Thread.currentThread());
        if (loop != null) {
            loop.tick();
        }
    }

    @EventListener
    void starting(ConsumerStartingEvent event) {
        Thread thread = Thread.currentThread();
        Loop before = this.loops.put(thread, this.watch.start(thread.getName(), this.maxPollInterval));
        if (before != null) {
            before.close();
        }
        tick();
    }

    /** Reports progress while the thread waits for authorization. */
    @EventListener
    void notAuthorized(ConsumerRetryAuthEvent event) {
        tick();
    }

    @EventListener
    void stopped(ConsumerStoppedEvent event) {
        Loop loop = this.loops.remove(Thread.currentThread());
        if (loop != null) {
            loop.close();
        }
    }

}
