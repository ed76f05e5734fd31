package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.sensorstreams.kafka.TestKafka;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;

import static org.awaitility.Awaitility.await;

/**
 * Starts the whole service against the broker of the tests, with separate settings, any
 * number of times.
 */
public final class ConsumerService implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private ConsumerService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the service; settings have the form {@code sensor.topics=AIR}. */
    public static ConsumerService start(Path output, String... settings) {
        Map<String, Object> all = new HashMap<>(Map.of("server.port", 0, "sensor.instance", "consumer-0",
                "sensor.output-dir", output, "sensor.flush.interval", "200ms"));
        Stream.of(settings)
            .map((setting) -> setting.split("=", 2))
            .forEach((setting) -> all.put(setting[0], setting[1]));
        all.computeIfAbsent("spring.kafka.bootstrap-servers", (missing) -> TestKafka.bootstrapServers());
        String[] arguments = all.entrySet()
            .stream()
            .map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
        SpringApplication application = new SpringApplication(
                ClassUtils.resolveClassName("io.sensorstreams.consumer.ConsumerApplication", null));
        return new ConsumerService(application.run(arguments));
    }

    /** Returns a bean of the service. */
    public <T> T bean(Class<T> type) {
        return this.context.getBean(type);
    }

    /** HTTP port of the service. */
    public int port() {
        return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Returns a client of its API. */
    public RestClient http() {
        return RestClient.builder()
            .requestFactory(new JdkClientHttpRequestFactory())
            .baseUrl("http://localhost:" + port())
            .build();
    }

    /** Sends a JSON body, which may be empty, and returns the answer. */
    public JsonNode post(String uri, String body) {
        return http().post()
            .uri(uri)
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .retrieve()
            .body(JsonNode.class);
    }

    /** Audits all groups, and returns the audit when it has ended. */
    public JsonNode audit() {
        return audit("");
    }

    /** Runs the audit of a request body, and returns it when it has ended. */
    public JsonNode audit(String body) {
        String uri = "/api/audits/" + post("/api/audits", body).path("id").asString();
        return await().atMost(ServiceFixture.SOON)
            .until(() -> http().get().uri(uri).retrieve().body(JsonNode.class),
                    (view) -> !view.path("state").asString().equals("RUNNING"));
    }

    @Override
    public void close() {
        this.context.close();
    }

}
