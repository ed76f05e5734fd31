package io.sensorstreams.consumer.replicas;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.sensorstreams.common.kafka.RefusedRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplicaTopicTest {

    private static final Replica REPLICA = new Replica("consumer-0", "http://consumer-0:8082",
            List.of("AIR", "archive"), Instant.parse("2026-01-31T12:00:00Z"), null);

    private final ReplicaTopic topic = new ReplicaTopic();

    @Test
    void readsWhatItWrites() throws Exception {
        for (Replica replica : new Replica[] { REPLICA, REPLICA.stopped(Instant.parse("2026-01-31T13:00:00Z")) }) {
            ProducerRecord<byte[], byte[]> written = ReplicaTopic.record(replica);

            assertThat(this.topic.decode(read("consumer-0", new String(written.value(), StandardCharsets.UTF_8))))
                .isEqualTo(replica);
            assertThat(written.key()).asString().isEqualTo("consumer-0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://a:1", "http://a", "http://a:0", "http://a:70000", "http://user:secret@a:1",
            "http://a:1/", "http://a:1/api", "http://a:1?x", "http://a:1#x", "a:1", "//a:1", "http://:1",
            "http://a b:1", "" })
    void refusesWhatIsNoAddressOfAServer(String url) {
        assertThatThrownBy(() -> this.topic.decode(read("consumer-0",
                "{\"instance\":\"consumer-0\",\"url\":\"" + url
                        + "\",\"groups\":[],\"startedAt\":\"2026-01-31T12:00:00Z\"}")))
            .isInstanceOf(RefusedRecordException.class)
            .hasMessage("has an invalid value: 'url' is '" + url
                    + "', expected an address such as http://consumer-0:8082, without user and path");
    }

    @Test
    void refusesTheValueOfAnotherKey() {
        assertThatThrownBy(() -> this.topic.decode(read("consumer-1",
                "{\"instance\":\"consumer-0\",\"url\":\"http://a:1\",\"groups\":[],\"startedAt\":\"2026-01-31T12:00:00Z\"}")))
            .hasMessage("has the value of another key, 'consumer-0'");
    }

    @Test
    void refusesAnotherPartition() {
        assertThatThrownBy(() -> this.topic.checkKey("consumer-0", 1))
            .hasMessage("is in partition 1, but its key belongs to partition 0");
    }

    private static ConsumerRecord<String, byte[]> read(String key, String value) {
        return new ConsumerRecord<>("sensor-replicas", 0, 0, key, value.getBytes(StandardCharsets.UTF_8));
    }

}
