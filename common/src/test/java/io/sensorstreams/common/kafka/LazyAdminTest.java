package io.sensorstreams.common.kafka;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LazyAdminTest {

    /** Address without a server; creating a client succeeds nevertheless. */
    private static final Map<String, Object> ADDRESS = Map.of("bootstrap.servers", "localhost:1");

    @ParameterizedTest
    @ValueSource(strings = { "localhost:9092", "kafka-0.kafka.svc:9092,kafka-1.kafka.svc:9092", "a:1, b:65535",
            "[::1]:9092", "PLAINTEXT://10.0.0.1:9092", "my_host:9092" })
    void acceptsAddressesThatDoNotResolveYet(String addresses) {
        try (LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", addresses))) {
            assertThat(admin.bootstrapServers()).isEqualTo(addresses);
        }
        try (LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", List.of(addresses.split(", *"))))) {
            assertThat(admin.bootstrapServers()).isEqualTo(addresses.replace(" ", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "nonsense", "", "localhost:", ":9092", "localhost:0", "localhost:65536", "localhost:x",
            "a:1,", "a:1;b:2", "a b:1", "http://localhost:9092/" })
    void refusesInvalidAddresses(String addresses) {
        assertThatExceptionOfType(InvalidSettingException.class)
            .isThrownBy(() -> new LazyAdmin(Map.of("bootstrap.servers", addresses)))
            .withMessage("spring.kafka.bootstrap-servers (KAFKA_BOOTSTRAP_SERVERS) is '%s', expected host:port "
                    + "such as localhost:9092, several separated by commas", addresses);
    }

    @Test
    void namesBrokersWithoutAnAddress() {
        try (LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", "nowhere.invalid:9092"))) {
            assertThatExceptionOfType(KafkaException.class).isThrownBy(admin::get)
                .withMessage("No client for the brokers nowhere.invalid:9092: "
                        + "No resolvable bootstrap urls given in bootstrap.servers");
        }
    }

    @Test
    void repeatsAnUnansweredCallWithTheSameClient() throws Exception {
        List<Admin> asked = new ArrayList<>();
        try (LazyAdmin admin = new LazyAdmin(ADDRESS, Admin::create, Duration.ofMillis(1))) {
            String answer = admin.ask((client, millis) -> {
                asked.add(client);
                return (asked.size() == 1) ? new KafkaFutureImpl<>() : KafkaFuture.completedFuture("the end");
            }, Duration.ofSeconds(30));
            assertThat(answer).isEqualTo("the end");
            assertThat(asked).hasSize(2).allMatch((client) -> client == admin.get());
        }
    }

    @Test
    void repeatsACallThatTimedOutInTheClient() throws Exception {
        List<Integer> timeouts = new ArrayList<>();
        try (LazyAdmin admin = new LazyAdmin(ADDRESS, Admin::create, Duration.ofMillis(100))) {
            String answer = admin.ask((client, millis) -> {
                timeouts.add(millis);
                return (timeouts.size() < 3) ? failed(new org.apache.kafka.common.errors.TimeoutException("lost"))
                        : KafkaFuture.completedFuture("the end");
            }, Duration.ofSeconds(30));
            assertThat(answer).isEqualTo("the end");
            assertThat(timeouts).containsExactly(100, 200, 400);
        }
    }

    @Test
    void reportsTheTotalTimeout() {
        List<Integer> timeouts = new ArrayList<>();
        try (LazyAdmin admin = new LazyAdmin(ADDRESS, Admin::create, Duration.ofMillis(300))) {
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> admin.ask((client, millis) -> {
                timeouts.add(millis);
                return failed(new org.apache.kafka.common.errors.TimeoutException("lost"));
            }, Duration.ofSeconds(1))).withMessage("Kafka did not answer within 1.0 s");
            assertThat(timeouts).containsExactly(300, 700);
        }
    }

    @Test
    void keepsTheTimeoutOfTheClientForAShortWait() {
        List<Integer> timeouts = new ArrayList<>();
        try (LazyAdmin admin = new LazyAdmin(ADDRESS)) {
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> admin.ask((client, millis) -> {
                timeouts.add(millis);
                return new KafkaFutureImpl<>();
            }, Duration.ofMillis(50)));
            assertThat(timeouts).containsExactly(1_500);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void retriesTheCreationOfTheClient(int failures) {
        AtomicInteger tries = new AtomicInteger();
        try (LazyAdmin admin = new LazyAdmin(ADDRESS, (settings) -> {
            if (tries.incrementAndGet() <= failures) {
                throw new KafkaException("Failed", new KafkaException("No resolvable bootstrap urls"));
            }
            return Admin.create(settings);
        })) {
            for (int failed = 0; failed < failures; failed++) {
                assertThatExceptionOfType(KafkaException.class).isThrownBy(admin::get)
                    .withMessage("No client for the brokers localhost:1: No resolvable bootstrap urls");
            }
            assertThat(admin.get()).isSameAs(admin.get());
        }
    }

    @Test
    void createsNoClientAfterClose() {
        LazyAdmin admin = new LazyAdmin(ADDRESS);
        admin.close();
        assertThatExceptionOfType(KafkaException.class).isThrownBy(admin::get).withMessage("The service stops");
    }

    /** Closing Kafka's client waits for its thread, which runs the callbacks. */
    @Test
    void refusesCallsOfCallbacksDuringClose() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        AtomicReference<LazyAdmin> admin = new AtomicReference<>();
        Admin client = client(() -> {
            Thread callbacks = new Thread(() -> asked.complete(refusal(admin.get())));
            callbacks.start();
            callbacks.join(TimeUnit.MINUTES.toMillis(2));
        });
        admin.set(new LazyAdmin(ADDRESS, (settings) -> client));
        assertThat(admin.get().get()).isSameAs(client);

        Thread closing = new Thread(() -> admin.get().close());
        closing.start();

        assertThat(asked.get(1, TimeUnit.MINUTES)).isEqualTo("The service stops");
        closing.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(closing.isAlive()).isFalse();
    }

    private static String refusal(LazyAdmin admin) {
        try {
            return "got " + admin.get();
        }
        catch (KafkaException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private interface Closing {

        void close() throws InterruptedException;

    }

    /** A client that can only be closed. */
    private static Admin client(Closing closing) {
        return (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] { Admin.class },
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closing.close();
                    }
                    return method.getName().equals("toString") ? "client" : null;
                });
    }

    private static <T> KafkaFuture<T> failed(Exception reason) {
        KafkaFutureImpl<T> failed = new KafkaFutureImpl<>();
        failed.completeExceptionally(reason);
        return failed;
    }

}
