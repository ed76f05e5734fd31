package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/**
 * The service's admin client, made when it is first asked for. The constructor of a Kafka
 * client throws when no broker's name can be resolved; made lazily, it does not keep the
 * service from starting before its broker. Thread-safe.
 */
public final class LazyAdmin implements Supplier<Admin>, AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    /**
     * A healthy broker answers far sooner; a client that waits in vain delays a recovery
     * by as much.
     */
    private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(1);

    private final Map<String, Object> settings;

    private final Duration firstAttempt;

    private @Nullable Admin admin;

    private @Nullable Admin givenUp;

    /**
     * Creates the holder of a client.
     * @param settings Kafka's settings of the client
     * @throws io.sensorstreams.common.setting.InvalidSettingException when the brokers'
     * addresses cannot be any
     */
    public LazyAdmin(Map<String, Object> settings) {
        this(settings, FIRST_ATTEMPT);
    }

    LazyAdmin(Map<String, Object> settings, Duration firstAttempt) {
        this.settings = Map.copyOf(settings);
        this.firstAttempt = firstAttempt;
        BrokerAddresses.check(bootstrapServers());
    }

    /**
     * The client; it stays this holder's.
     * @throws org.apache.kafka.common.KafkaException when it cannot be made now; a later
     * call tries again
     */
    @Override
    public synchronized Admin get() {
        Admin existing = this.admin;
        if (existing == null) {
            existing = create();
            this.admin = existing;
        }
        return existing;
    }

    /**
     * Asks a question, again and of a new client each time that there is no answer.
     * Kafka's client remembers the leaders of partitions whose offsets it was asked for,
     * and goes on waiting for one that is gone (its PartitionLeaderCache, Kafka 4.2).
     * @param question asks the client; changes nothing, as it may be asked more than once
     * @param timeout how long to wait at most, all attempts together
     * @throws ExecutionException when the broker refused
     * @throws TimeoutException when no client got an answer
     * @throws KafkaException when there is no client now
     */
    public <T> T ask(Function<Admin, KafkaFuture<T>> question, Duration timeout)
            throws ExecutionException, TimeoutException, InterruptedException {
        long left = timeout.toNanos();
        long attempt = this.firstAttempt.toNanos();
        while (left >= 2 * attempt) {
            Admin asked = get();
            try {
                return question.apply(asked).get(attempt, TimeUnit.NANOSECONDS);
            }
            catch (TimeoutException e) {
                renew(asked);
            }
            left -= attempt;
            attempt *= 2;
        }
        Admin asked = get();
        try {
            return question.apply(asked).get(left, TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException e) {
            // Whoever asks again must not meet the same client.
            renew(asked);
            throw (TimeoutException) new TimeoutException(
                    "Kafka did not answer within " + timeout.toMillis() / 1000.0 + " s")
                .initCause(e);
        }
    }

    /**
     * Others that ask the silent client give it up too, and only the first of them makes
     * another.
     */
    private synchronized void renew(Admin silent) {
        if (this.admin == silent) {
            closeGivenUp();
            this.givenUp = silent;
            this.admin = null;
        }
    }

    /**
     * One generation later than it was given up, when its calls have come to their end.
     */
    private void closeGivenUp() {
        if (this.givenUp != null) {
            this.givenUp.close(Duration.ZERO);
            this.givenUp = null;
        }
    }

    private Admin create() {
        try {
            return Admin.create(this.settings);
        }
        catch (KafkaException e) {
            // Kafka's own message only says that there is no client; its cause says why.
            Throwable reason = (e.getCause() != null) ? e.getCause() : e;
            throw new KafkaException("No client for the brokers " + bootstrapServers() + ": " + reason.getMessage(), e);
        }
    }

    /** The brokers that the client asks first, {@code host:port,…}. */
    public String bootstrapServers() {
        Object servers = this.settings.getOrDefault("bootstrap.servers", "");
        return (servers instanceof Iterable<?> list) ? join(list) : servers.toString();
    }

    private static String join(Iterable<?> list) {
        StringBuilder joined = new StringBuilder();
        list.forEach((server) -> joined.append(joined.isEmpty() ? "" : ",").append(server));
        return joined.toString();
    }

    @Override
    public synchronized void close() {
        closeGivenUp();
        if (this.admin != null) {
            this.admin.close(CLOSE);
            this.admin = null;
        }
    }

}
