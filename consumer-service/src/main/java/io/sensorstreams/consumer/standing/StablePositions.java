package io.sensorstreams.consumer.standing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a consumer so that {@code position} does not wait long for an abandoned
 * transaction: a committed offset is stable when the transactions before it are decided.
 * Spring asks for the positions of assigned partitions before it calls the rebalance
 * listener, and Kafka's client would wait for a minute. A group without committed offsets
 * starts at the beginning. Nothing else resets a position silently: the client's own
 * reset policy is {@code none}.
 */
public final class StablePositions implements InvocationHandler {

    private final Consumer<?, ?> consumer;

    private final Supplier<AbandonedTransactions> abandoned;

    private final Runnable called;

    private StablePositions(Consumer<?, ?> consumer, Supplier<AbandonedTransactions> abandoned, Runnable called) {
        this.consumer = consumer;
        this.called = called;
        this.abandoned = abandoned;
    }

    /** Wraps a consumer with a group. {@code called} runs before and after each call. */
    @SuppressWarnings("unchecked") // callers use only the interface
    public static <K, V> Consumer<K, V> of(Consumer<K, V> consumer, Supplier<AbandonedTransactions> abandoned,
            Runnable called) {
        if (!hasGroup(consumer)) {
            return consumer;
        }
        return (Consumer<K, V>) Proxy.newProxyInstance(StablePositions.class.getClassLoader(),
                new Class<?>[] { Consumer.class }, new StablePositions(consumer, abandoned, called));
    }

    private static boolean hasGroup(Consumer<?, ?> consumer) {
        try {
            consumer.groupMetadata();
            return true;
        }
        catch (InvalidGroupIdException e) {
            return false;
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        this.called.run();
        try {
            return call(method, arguments);
        }
        finally {
            this.called.run();
        }
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("position") && arguments != null && arguments.length == 1) {
            return position((TopicPartition) arguments[0]);
        }
        try {
            return method.invoke(this.consumer, arguments);
        }
        catch (InvocationTargetException e) {
            if (e.getCause() instanceof NoOffsetForPartitionException none && method.getName().equals("poll")) {
                this.consumer.seekToBeginning(none.partitions());
                return ConsumerRecords.empty();
            }
            throw (e.getCause() != null) ? e.getCause() : e;
        }
    }

    private long position(TopicPartition partition) {
        try {
            return stablePosition(partition);
        }
        catch (NoOffsetForPartitionException e) {
            this.consumer.seekToBeginning(e.partitions());
            return this.consumer.position(partition);
        }
    }

    private long stablePosition(TopicPartition partition) {
        try {
            return this.consumer.position(partition, AbandonedTransactions.PATIENCE);
        }
        catch (TimeoutException e) {
            this.abandoned.get().end(this.consumer.groupMetadata().groupId());
            return this.consumer.position(partition);
        }
    }

}
