package io.sensorstreams.consumer.replicas.ask;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicaFailureTest {

    @Test
    void distinguishesAnotherReplicaFromARefusedHost() {
        assertThat(ReplicaFailure.of(421, problem("other-replica"))).isEqualTo(
                "another replica answers at its address; set its SENSOR_ADVERTISED_URL to an address at which it alone is"
                        + " reached");
        assertThat(ReplicaFailure.of(421, problem("host-not-allowed")))
            .isEqualTo("it refuses the host name of its address; add it to its SENSOR_ALLOWED_HOSTS");
        assertThat(ReplicaFailure.of(421, new byte[0])).startsWith("it refuses the host name");
    }

    @Test
    void namesTheReasonInAProblem() {
        assertThat(ReplicaFailure.of(503, problem("audits-busy"))).isEqualTo("it answered with status 503: why");
        assertThat(ReplicaFailure.of(404, "<html>".getBytes(StandardCharsets.UTF_8)))
            .isEqualTo("it answered with status 404");
    }

    private static byte[] problem(String type) {
        return "{\"type\":\"urn:sensor-streams:problem:%s\",\"detail\":\"why\"}".formatted(type)
            .getBytes(StandardCharsets.UTF_8);
    }

}
