package io.sensorstreams.producer.publish;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

public final class TransactionMetrics {

    private final Timer commits;

    private final Counter abandoned;

    public TransactionMetrics(MeterRegistry registry) {
        this.commits = Timer.builder("sensor.transactions")
            .description("Committed transactions and the time of their commits")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
        this.abandoned = Counter.builder("sensor.transactions.abandoned")
            .description("Transactions that were abandoned; their rows are sent again")
            .register(registry);
    }

    void committed(long duration, TimeUnit unit) {
        this.commits.record(duration, unit);
    }

    void abandoned() {
        this.abandoned.increment();
    }

}
