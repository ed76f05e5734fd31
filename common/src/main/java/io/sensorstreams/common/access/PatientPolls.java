package io.sensorstreams.common.access;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a consumer of a group so that a poll that Kafka refuses returns no records. The
 * next polls wait until the client is called again. Spring would log each refusal with a
 * stack trace, and show the group as running. Owned by the consumer's thread, except for
 * {@code wakeup}.
 */
public final class PatientPolls implements InvocationHandler {

    /** Time until the client is called again. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Consumer<?, ?> consumer;

    private final String group;

    private final PollRefusals refusals;

    private final Duration retry;

    private boolean refused;

    private long retryAt;

    /** The thread while it waits instead of calling the client. */
    private volatile @Nullable Thread waiting;

    private PatientPolls(Consumer<?, ?> consumer, String group, PollRefusals refusals, Duration retry) {
        this.consumer = consumer;
        this.group = group;
        this.refusals = refusals;
        this.retry = retry;
    }

    /** Wraps a consumer. One without a group is returned as it is. */
    public static <K, V> Consumer<K, V> of(Consumer<K, V> consumer, PollRefusals refusals) {
        return of(consumer, refusals, RETRY);
    }

    @SuppressWarnings("unchecked") // callers use only the interface
    static <K, V> Consumer<K, V> of(Consumer<K, V> consumer, PollRefusals refusals, Duration retry) {
        String group;
        try {
            group = consumer.groupMetadata().groupId();
        }
        catch (InvalidGroupIdException e) {
            return consumer;
        }
        return (Consumer<K, V>) Proxy.newProxyInstance(PatientPolls.class.getClassLoader(),
                new Class<?>[] { Consumer.class }, new PatientPolls(consumer, group, refusals, retry));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "poll" -> poll(method, arguments);
            case "wakeup" -> wakeUp() ? null : call(method, arguments);
            case "close" -> close(method, arguments);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> call(method, arguments);
        };
    }

    /** Ends a wait. Waking up the client, too, would interrupt its next call. */
    private boolean wakeUp() {
        Thread parked = this.waiting;
        this.waiting = null;
        LockSupport.unpark(parked);
        return parked != null;
    }

    private @Nullable Object close(Method method, Object @Nullable [] arguments) throws Throwable {
        this.refusals.closed(this);
        return call(method, arguments);
    }

    private @Nullable Object poll(Method method, Object @Nullable [] arguments) throws Throwable {
        if (this.refused && this.retryAt - System.nanoTime() > 0) {
            await((arguments != null) ? (Duration) arguments[0] : Duration.ZERO);
            // The client reports an interrupt.
            if (!Thread.currentThread().isInterrupted()) {
                return ConsumerRecords.empty();
            }
        }
        try {
            Object records = call(method, arguments);
            if (this.refused) {
                this.refused = false;
                this.refusals.accepted(this);
            }
            return records;
        }
        catch (RuntimeException e) {
            String reason = KafkaRefusal.of(e).orElseThrow(() -> e);
            this.refused = true;
            this.retryAt = System.nanoTime() + this.retry.toNanos();
            this.refusals.refused(this, this.group, reason);
            return ConsumerRecords.empty();
        }
    }

    private void await(Duration atMost) {
        long end = Math.min(System.nanoTime() + atMost.toNanos(), this.retryAt);
        this.waiting = Thread.currentThread();
        for (long left = end - System.nanoTime(); left > 0 && this.waiting != null
                && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        this.waiting = null;
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(this.consumer, arguments);
        }
        catch (InvocationTargetException e) {
            throw (e.getCause() != null) ? e.getCause() : e;
        }
    }

}
