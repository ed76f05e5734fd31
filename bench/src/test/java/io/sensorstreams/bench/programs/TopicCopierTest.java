package io.sensorstreams.bench.programs;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicCopierTest {

    @Test
    void copiesOneTopicToTheOther() {
        assertThat(TopicCopier.copy("AIR", "COPY").describe().toString()).contains("topics: [AIR]", "topic: COPY");
    }

}
