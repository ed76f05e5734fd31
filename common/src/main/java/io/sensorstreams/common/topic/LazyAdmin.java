package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/**
 * The service's admin client, made when it is first asked for. The constructor of a Kafka
 * client throws when no broker's name can be resolved; made lazily, it does not keep the
 * service from starting before its broker. Thread-safe. It has no lock: its callers run
 * on threads of clients, too, and closing a client waits for its thread.
 */
public final class LazyAdmin implements Supplier<Admin>, AutoCloseable {

    /** Asks the client something. */
    @FunctionalInterface
    public interface Question<T> {

        /**
         * Asks. It may be asked more than once, so that a question that changes something
         * must be idempotent.
         * @param client the client to ask
         * @param timeoutMillis Kafka's {@code timeoutMs} of the call
         */
        KafkaFuture<T> ask(Admin client, int timeoutMillis);

    }

    private static final Duration CLOSE = Duration.ofSeconds(2);

    /**
     * A healthy broker answers far sooner, and a call that goes to a lost one in vain
     * delays a recovery by as much.
     */
    private static final Duration FIRST_ATTEMPT = Duration.ofMillis(1_500);

    /** How much later than asked for a client may notice that a call is over. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Map<String, Object> settings;

    private final Function<Map<String, Object>, Admin> clients;

    private final Duration firstAttempt;

    private final AtomicReference<@Nullable Admin> admin = new AtomicReference<>();

    private volatile boolean closed;

    /**
     * Creates the holder of a client.
     * @param settings Kafka's settings of the client
     * @throws io.sensorstreams.common.setting.InvalidSettingException when the brokers'
     * addresses cannot be any
     */
    public LazyAdmin(Map<String, Object> settings) {
        this(settings, Admin::create);
    }

    /**
     * Creates the holder of a client.
     * @param settings Kafka's settings of the client
     * @param clients makes a client of settings
     * @throws io.sensorstreams.common.setting.InvalidSettingException when the brokers'
     * addresses cannot be any
     */
    public LazyAdmin(Map<String, Object> settings, Function<Map<String, Object>, Admin> clients) {
        this(settings, clients, FIRST_ATTEMPT);
    }

    LazyAdmin(Map<String, Object> settings, Function<Map<String, Object>, Admin> clients, Duration firstAttempt) {
        this.settings = Map.copyOf(settings);
        this.clients = clients;
        this.firstAttempt = firstAttempt;
        BrokerAddresses.check(bootstrapServers());
    }

    /**
     * The client; it stays this holder's.
     * @throws org.apache.kafka.common.KafkaException when it cannot be made now; a later
     * call tries again
     */
    @Override
    public Admin get() {
        Admin existing = this.admin.get();
        return (existing != null) ? existing : create();
    }

    /** Two threads may both make a client; the second one is closed. */
    private Admin create() {
        if (this.closed) {
            throw new KafkaException("The service stops");
        }
        Admin made = make();
        if (!this.admin.compareAndSet(null, made)) {
            made.close(CLOSE);
            return get();
        }
        if (this.closed) {
            closeCurrent();
        }
        return made;
    }

    /**
     * Asks a question, again each time that there is no answer. A call that is sent to a
     * broker waits for this broker until the call's own timeout, also when another one
     * leads the partition by then. The next call looks for the leader again: one that
     * failed is no longer remembered (PartitionLeaderCache, Kafka 4.2).
     * @param question asks the client
     * @param timeout how long to wait at most, all attempts together
     * @throws ExecutionException when the broker refused
     * @throws TimeoutException when there was no answer
     * @throws KafkaException when there is no client now
     */
    public <T> T ask(Question<T> question, Duration timeout)
            throws ExecutionException, TimeoutException, InterruptedException {
        long left = timeout.toMillis();
        long attempt = this.firstAttempt.toMillis();
        while (left >= 2 * attempt) {
            try {
                return answer(question, attempt, attempt + GRACE.toMillis());
            }
            catch (TimeoutException e) {
                left -= attempt;
                attempt *= 2;
            }
        }
        try {
            return answer(question, Math.max(attempt, left), left);
        }
        catch (TimeoutException e) {
            throw (TimeoutException) new TimeoutException(
                    "Kafka did not answer within " + timeout.toMillis() / 1000.0 + " s")
                .initCause(e);
        }
    }

    /**
     * Asks once. Whoever waits for a shorter time than the call takes leaves it to the
     * client: one that is given up costs the client its connection.
     */
    private <T> T answer(Question<T> question, long callMillis, long waitMillis)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return question.ask(get(), Math.toIntExact(callMillis)).get(waitMillis, TimeUnit.MILLISECONDS);
        }
        catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw (TimeoutException) new TimeoutException(e.getMessage()).initCause(e);
            }
            throw e;
        }
    }

    private Admin make() {
        try {
            return this.clients.apply(this.settings);
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

    /** Closes the client; there is no other one after that. */
    @Override
    public void close() {
        this.closed = true;
        closeCurrent();
    }

    private void closeCurrent() {
        Admin current = this.admin.getAndSet(null);
        if (current != null) {
            current.close(CLOSE);
        }
    }

}
