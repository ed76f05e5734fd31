package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.common.watch.WatchedThread;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/**
 * Reports whether a broker answers. A dedicated thread sends a request every few seconds,
 * so that readiness probes never wait for the network. Declare it as a bean named
 * {@code broker}.
 */
public final class BrokerHealth implements HealthIndicator, SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(BrokerHealth.class);

    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final LazyAdmin admin;

    private final WatchedThread thread;

    private volatile Health health;

    /** Why Kafka refuses the service; null when it does not. Owned by the thread. */
    private @Nullable String refused;

    /** The refusal that was logged last. Owned by the thread. */
    private @Nullable String logged;

    public BrokerHealth(LazyAdmin admin, LoopWatch watch) {
        this.admin = admin;
        this.thread = new WatchedThread("broker-health", INTERVAL, watch, (loop) -> probe());
        this.health = down("has not answered yet");
    }

    @Override
    public Health health() {
        return this.health;
    }

    public boolean isUp() {
        return this.health.getStatus().equals(Status.UP);
    }

    @Override
    public void start() {
        this.thread.start();
    }

    private void probe() {
        Health before = this.health;
        Health now = ask();
        this.health = now;
        if (!now.getStatus().equals(before.getStatus())) {
            LOGGER.atInfo()
                .addKeyValue("brokers", this.admin.bootstrapServers())
                .addKeyValue("status", now.getStatus())
                .log("Health of the broker changed");
        }
        String reason = this.refused;
        if (reason != null && !reason.equals(this.logged)) {
            LOGGER.atWarn()
                .addKeyValue("brokers", this.admin.bootstrapServers())
                .addKeyValue("reason", reason)
                .log("Kafka refuses this service, which tries again");
        }
        this.logged = reason;
    }

    private Health ask() {
        this.refused = null;
        try {
            int timeout = Math.toIntExact(TIMEOUT.toMillis());
            DescribeClusterResult cluster = this.admin.get()
                .describeCluster(new DescribeClusterOptions().timeoutMs(timeout));
            int nodes = cluster.nodes().get(timeout, TimeUnit.MILLISECONDS).size();
            String id = cluster.clusterId().get(timeout, TimeUnit.MILLISECONDS);
            return Health.up().withDetail("cluster", id).withDetail("nodes", nodes).build();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("was not asked: the service is stopping");
        }
        catch (ExecutionException e) {
            this.refused = KafkaRefusal.of(e).orElse(null);
            return down((this.refused != null) ? "refuses this service. " + this.refused
                    : "does not answer: " + e.getCause());
        }
        // The outermost frame of the thread: an exception would end it.
        catch (Exception | Error e) {
            return down("does not answer: " + e);
        }
    }

    private Health down(String reason) {
        return Health.down().withDetail("error", "Kafka at " + this.admin.bootstrapServers() + " " + reason).build();
    }

    @Override
    public void stop() {
        this.thread.stop();
    }

    @Override
    public boolean isRunning() {
        return this.thread.isRunning();
    }

    /** Starts before everything that waits for the broker. */
    @Override
    public int getPhase() {
        return 0;
    }

}
