package io.sensorstreams.consumer.replicas;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.sensorstreams.consumer.group.Listeners;
import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.ServiceFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Commands to a group act on all replicas. */
@Timeout(180)
class EverywhereIT {

    @TempDir
    Path root;

    private ReplicaSet replicas;

    private ConsumerService first;

    private ConsumerService second;

    @BeforeEach
    void startReplicas() throws Exception {
        this.replicas = new ReplicaSet(this.root);
        this.first = this.replicas.start("a");
        this.second = this.replicas.start("b");
        this.replicas.awaitShared();
        this.replicas.send(20);
    }

    @AfterEach
    void close() {
        this.replicas.close();
    }

    @Test
    void actsOnAllReplicasAndNamesThem() {
        for (String verb : List.of("pause", "resume", "stop")) {
            String state = verb.equals("pause") ? "PAUSED" : verb.equals("resume") ? "RUNNING" : "STOPPED";

            ResponseEntity<JsonNode> done = command(this.first, verb);

            assertThat(done.getStatusCode()).as("%s: %s", verb, done).isEqualTo(HttpStatus.OK);
            assertThat(done.getBody().path("state").asString()).isEqualTo(state);
            assertThat(done.getBody().path("replicas").valueStream())
                .extracting((replica) -> replica.path("instance").asString() + " " + replica.path("state").asString())
                .containsExactlyInAnyOrder(this.replicas.instance("a") + " " + state,
                        this.replicas.instance("b") + " " + state);
            assertThat(state(this.second)).isEqualTo(state);
        }

        ResponseEntity<JsonNode> replay = call(this.second, HttpMethod.POST,
                "/api/listeners/" + this.replicas.topic() + "/replay",
                "{\"topic\":\"" + this.replicas.topic() + "\",\"from\":\"beginning\"}");
        assertThat(replay.getStatusCode()).as("%s", replay).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(command(this.second, "start").getStatusCode()).isEqualTo(HttpStatus.OK);
        this.replicas.awaitShared();
        this.replicas.send(0);
    }

    @Test
    void actsOnOneReplicaForAnotherOne() {
        String path = "/api/listeners/" + this.replicas.topic() + "/pause";

        this.first.http().post().uri(path).header("X-Sensor-Replica", "b").retrieve().toBodilessEntity();

        assertThat(state(this.first)).isEqualTo("PAUSED");
        assertThat(state(this.second)).isEqualTo("RUNNING");
    }

    @Test
    void namesTheReplicaThatDoesNotAnswerUntilItIsRemoved() {
        String dead = this.replicas.instance("dead");
        this.first.bean(ReplicaRecords.class)
            .write(ReplicaTopic
                .record(new Replica(dead, "http://127.0.0.1:1", List.of(this.replicas.topic()), Instant.now(), null)));
        try {
            await().atMost(ServiceFixture.SOON).until(() -> this.first.bean(Replicas.class).find(dead).isPresent());

            ResponseEntity<JsonNode> failed = command(this.first, "pause");

            assertThat(failed.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            assertThat(failed.getBody().path("type").asString())
                .isEqualTo("urn:sensor-streams:problem:replicas-unavailable");
            assertThat(failed.getBody().path("detail").asString())
                .contains("'" + this.replicas.instance("b") + "' (PAUSED)", "but not by all replicas: '" + dead
                        + "' at http://127.0.0.1:1 (the connection was refused). Repeat it when they answer");
            assertThat(failed.getBody().path("replicas").path(0).path("instance").asString()).isEqualTo(dead);
            assertThat(state(this.second)).isEqualTo("PAUSED");
        }
        finally {
            assertThat(call(this.first, HttpMethod.DELETE, "/api/replicas/" + dead, "").getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
        }
        await().atMost(ServiceFixture.SOON).until(() -> this.first.bean(Replicas.class).find(dead).isEmpty());
        assertThat(command(this.first, "resume").getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void saysThatAnotherReplicaAnswersAtTheAddress() {
        String moved = this.replicas.instance("moved");
        String url = "http://127.0.0.1:" + this.second.port();
        this.first.bean(ReplicaRecords.class)
            .write(ReplicaTopic.record(new Replica(moved, url, List.of(this.replicas.topic()), Instant.now(), null)));
        try {
            await().atMost(ServiceFixture.SOON).until(() -> this.first.bean(Replicas.class).find(moved).isPresent());

            ResponseEntity<JsonNode> failed = command(this.first, "pause");

            assertThat(failed.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            assertThat(failed.getBody().path("detail").asString())
                .contains("'" + moved + "' at " + url + " (another replica answers at its address; set its"
                        + " SENSOR_ADVERTISED_URL to an address at which it alone is reached)");
        }
        finally {
            call(this.first, HttpMethod.DELETE, "/api/replicas/" + moved, "");
        }
    }

    @Test
    void listsTheReplicas() {
        JsonNode listed = call(this.first, HttpMethod.GET, "/api/replicas", "").getBody();

        assertThat(listed.valueStream()
            .filter((replica) -> replica.path("instance").asString().startsWith(this.replicas.topic())))
            .extracting((replica) -> replica.path("url").asString() + " " + replica.path("self").asBoolean())
            .containsExactly("http://127.0.0.1:" + this.first.port() + " true",
                    "http://127.0.0.1:" + this.second.port() + " false");
        assertThat(this.first.bean(Replicas.class).getPhase())
            .isLessThan(this.first.bean(KafkaListenerEndpointRegistry.class).getPhase());
        assertThat(call(this.first, HttpMethod.DELETE, "/api/replicas/nobody", "").getStatusCode())
            .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(call(this.first, HttpMethod.GET, "/actuator/health", "").getBody()
            .at("/components/replicas/details/url")
            .asString()).isEqualTo("http://127.0.0.1:" + this.first.port());
    }

    private String state(ConsumerService service) {
        return service.bean(Listeners.class).get(this.replicas.topic()).view().state().name();
    }

    private ResponseEntity<JsonNode> command(ConsumerService service, String verb) {
        return call(service, HttpMethod.POST, "/api/listeners/" + this.replicas.topic() + "/" + verb, "");
    }

    private static ResponseEntity<JsonNode> call(ConsumerService service, HttpMethod method, String path, String body) {
        return service.http()
            .method(method)
            .uri(path)
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .exchange((request, response) -> ResponseEntity.status(response.getStatusCode())
                .body(response.bodyTo(JsonNode.class)));
    }

}
