package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Holds the admin client of the service. Creates it on first use, because the constructor
 * of a Kafka client fails while no broker name can be resolved. Thread-safe. It uses no
 * lock, because some callers run on threads of clients, and closing a client waits for
 * its thread.
 */
public final class LazyAdmin implements Supplier<Admin>, AutoCloseable {

    /** Sends one request with the client. */
    @FunctionalInterface
    public interface Question<T> {

        /**
         * Sends the request. May be called more than once, so a request that changes
         * something must be idempotent.
         */
        KafkaFuture<T> ask(Admin client, int timeoutMillis);

    }

    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** Timeout of the first attempt. A healthy broker answers much earlier. */
    private static final Duration FIRST_ATTEMPT = Duration.ofMillis(1_500);

    /** Time that the client may take to report a timeout. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final Pattern ADDRESS = Pattern
        .compile("(?:\\w+://)?(?:\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

    private static final int LARGEST_PORT = 65_535;

    private final Map<String, Object> settings;

    private final Function<Map<String, Object>, Admin> clients;

    private final Duration firstAttempt;

    private final AtomicReference<@Nullable Admin> admin = new AtomicReference<>();

    private volatile boolean closed;

    public LazyAdmin(Map<String, Object> settings) {
        this(settings, Admin::create);
    }

    /**
     * Calls no broker.
     * @throws InvalidSettingException when an address of a broker is invalid
     */
    public LazyAdmin(Map<String, Object> settings, Function<Map<String, Object>, Admin> clients) {
        this(settings, clients, FIRST_ATTEMPT);
    }

    LazyAdmin(Map<String, Object> settings, Function<Map<String, Object>, Admin> clients, Duration firstAttempt) {
        this.settings = Map.copyOf(settings);
        this.clients = clients;
        this.firstAttempt = firstAttempt;
        checkAddresses();
    }

    /**
     * Returns the client; callers must not close it.
     * @throws KafkaException when the client cannot be created; a later call retries
     */
    @Override
    public Admin get() {
        Admin existing = this.admin.get();
        return (existing != null) ? existing : create();
    }

    /** Two threads may create a client at the same time; the second client is closed. */
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
     * Sends a request and retries it while there is no answer. A call waits for one
     * broker until its own timeout, even if another broker becomes the leader of the
     * partition meanwhile. The next call looks up the leader again, because the client
     * removes a failed leader from its cache (PartitionLeaderCache, Kafka 4.2).
     * @param timeout longest wait for all attempts together
     * @throws ExecutionException when the broker refused the request
     * @throws TimeoutException when there was no answer
     * @throws KafkaException when the client cannot be created
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
            throw unanswered("Kafka did not answer within " + timeout.toMillis() / 1000.0 + " s", e);
        }
    }

    /**
     * Sends the request once. When the wait is shorter than the timeout of the call, the
     * call continues in the client: a call that times out there closes the connection.
     */
    private <T> T answer(Question<T> question, long callMillis, long waitMillis)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return question.ask(get(), Math.toIntExact(callMillis)).get(waitMillis, TimeUnit.MILLISECONDS);
        }
        catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unanswered(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    public static TimeoutException unanswered(String message, Throwable cause) {
        return (TimeoutException) new TimeoutException(message).initCause(cause);
    }

    private Admin make() {
        try {
            return this.clients.apply(this.settings);
        }
        catch (KafkaException e) {
            // Kafka's message only states that creating the client failed; its cause has
            // the reason.
            Throwable reason = (e.getCause() != null) ? e.getCause() : e;
            throw new KafkaException("No client for the brokers " + bootstrapServers() + ": " + reason.getMessage(), e);
        }
    }

    /** Does not resolve host names: a service may start before its brokers. */
    private void checkAddresses() {
        String addresses = bootstrapServers();
        if (!Arrays.stream(addresses.split(",", -1)).map(String::strip).allMatch(LazyAdmin::isAddress)) {
            throw new InvalidSettingException(
                    "spring.kafka.bootstrap-servers (KAFKA_BOOTSTRAP_SERVERS) is '%s', expected host:port such as localhost:9092, several separated by commas"
                        .formatted(addresses));
        }
    }

    private static boolean isAddress(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) > 0
                && Integer.parseInt(matcher.group(1)) <= LARGEST_PORT;
    }

    /** Returns {@code host:port,…}. */
    public String bootstrapServers() {
        Object servers = this.settings.getOrDefault("bootstrap.servers", "");
        return (servers instanceof Collection<?> list) ? StringUtils.collectionToCommaDelimitedString(list)
                : servers.toString();
    }

    /** Closes the client; no further client is created. */
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
