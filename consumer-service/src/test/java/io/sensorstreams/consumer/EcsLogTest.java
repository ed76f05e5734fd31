package io.sensorstreams.consumer;

import java.io.IOException;
import java.util.Set;

import io.sensorstreams.common.EcsLog;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class EcsLogTest {

    @Test
    void usesNoObjectOfTheSchemaAsText() throws IOException {
        Set<String> keys = EcsLog.keys();
        JsonNode line = EcsLog.line(keys);

        assertThat(keys).contains("partition", "file");
        assertThat(EcsLog.conflicts(line)).isEmpty();
        assertThat(line.path("sensor.file").asString()).isEqualTo("text of file");
        assertThat(line.path("topic").asString()).isEqualTo("text of topic");
    }

}
