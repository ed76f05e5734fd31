package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The service's admin client, made when it is first asked for. The constructor of a Kafka
 * client throws when no broker's name can be resolved; made lazily, it does not keep the
 * service from starting before its broker. Thread-safe.
 */
public final class LazyAdmin implements Supplier<Admin>, AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    /**
     * A client that was given up is closed no earlier, so that its calls come to their
     * end.
     */
    private static final Duration RENEWAL = Duration.ofSeconds(30);

    private final Map<String, Object> settings;

    private @Nullable Admin admin;

    private @Nullable Admin givenUp;

    private long madeAt;

    /**
     * Creates the holder of a client.
     * @param settings Kafka's settings of the client
     * @throws io.sensorstreams.common.setting.InvalidSettingException when the brokers'
     * addresses cannot be any
     */
    public LazyAdmin(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
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
            this.madeAt = System.nanoTime();
        }
        return existing;
    }

    /**
     * Gives up a client that did not answer in time; the next call makes another one.
     * Kafka's client remembers the leaders of partitions whose offsets it was asked for,
     * and goes on waiting for one that is gone (its PartitionLeaderCache, Kafka 4.2).
     */
    public synchronized void renew() {
        if (this.admin != null && System.nanoTime() - this.madeAt > RENEWAL.toNanos()) {
            closeGivenUp();
            this.givenUp = this.admin;
            this.admin = null;
        }
    }

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
