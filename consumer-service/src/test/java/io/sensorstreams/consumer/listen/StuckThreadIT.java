package io.sensorstreams.consumer.listen;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A thread that waits for a monitor forever, and a group whose consumers cannot be
 * created.
 */
class StuckThreadIT extends ServiceFixture {

    private final Object monitor = new Object();

    private volatile boolean deadlocked;

    @Test
    void isNotAliveWhileAListenerThreadHangs() throws Exception {
        ConsumerService service = start("spring.kafka.consumer.properties.max.poll.interval.ms=8000");
        await().atMost(SOON).until(() -> status(service, "/actuator/health/readiness") == 200);
        factory(service).addPostProcessor(this::blocking);
        command(service.http(), "stop");
        command(service.http(), "start");
        assertThat(status(service, "/actuator/health/liveness")).isEqualTo(200);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> hold(release));
        holder.start();
        try {
            await().atMost(SOON).until(() -> holder.getState() == Thread.State.WAITING);
            this.deadlocked = true;

            await().atMost(SOON).until(() -> status(service, "/actuator/health/liveness") == 503);
            assertThat(body(service, "/actuator/health/liveness")).contains(name() + "-",
                    "expected at least every 8 s");
            assertThat(body(service, "/actuator/prometheus")).contains("sensor_loops_stuck", "sensor_loop_away_seconds",
                    "sensor_group_threads", "sensor_group_wanted");
        }
        finally {
            this.deadlocked = false;
            release.countDown();
        }
        await().atMost(SOON).until(() -> status(service, "/actuator/health/liveness") == 200);
        this.topic.sendNumbers(0, 0, 10);
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void restartsAGroupWhoseConsumersCouldNotBeCreated(int times) throws Exception {
        ConsumerService service = start();
        await().atMost(SOON).until(() -> status(service, "/actuator/health/readiness") == 200);
        command(service.http(), "stop");
        AtomicInteger failures = new AtomicInteger(times);
        factory(service).addPostProcessor((consumer) -> {
            if (failures.getAndDecrement() > 0) {
                consumer.close();
                throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
            }
            return consumer;
        });

        Map<String, Object> answer = command(service.http(), "start");
        assertThat(answer).containsEntry("state", "WAITING")
            .containsEntry("threads", 0)
            .containsEntry("reason",
                    "Start failed and will be tried again: No resolvable bootstrap urls given in bootstrap.servers");
        await().atMost(SOON).until(() -> status(service, "/actuator/health/readiness") == 200);
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();
        assertThat(rows(1)).isEqualTo(numbers(0, 10));
        assertThat(command(service.http(), "start")).containsEntry("state", "RUNNING")
            .containsEntry("threads", 2)
            .containsEntry("reason", null);
    }

    private void hold(CountDownLatch release) {
        synchronized (this.monitor) {
            try {
                release.await();
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("unchecked") // a proxy of the interface
    private Consumer<Object, Object> blocking(Consumer<Object, Object> consumer) {
        return (Consumer<Object, Object>) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] { Consumer.class }, (proxy, method, arguments) -> {
                    if (this.deadlocked && method.getName().equals("poll")) {
                        synchronized (this.monitor) {
                            this.deadlocked = false;
                        }
                    }
                    try {
                        return method.invoke(consumer, arguments);
                    }
                    catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @SuppressWarnings("unchecked") // as its consumers are used
    private static DefaultKafkaConsumerFactory<Object, Object> factory(ConsumerService service) {
        return service.bean(DefaultKafkaConsumerFactory.class);
    }

    private static int status(ConsumerService service, String path) {
        return service.http().get().uri(path).exchange((request, response) -> response.getStatusCode().value());
    }

    private static String body(ConsumerService service, String path) {
        return service.http()
            .get()
            .uri(path)
            .exchange((request, response) -> new String(response.getBody().readAllBytes()));
    }

    private Map<String, Object> command(RestClient http, String verb) {
        return http.post()
            .uri("/api/listeners/{group}/{verb}", name(), verb)
            .retrieve()
            .body(new ParameterizedTypeReference<>() {
            });
    }

}
