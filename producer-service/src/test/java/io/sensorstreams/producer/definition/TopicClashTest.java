package io.sensorstreams.producer.definition;

import java.time.Instant;
import java.util.List;

import io.sensorstreams.producer.publish.Delivery;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.source.OnBadRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.source;
import static org.assertj.core.api.Assertions.assertThat;

class TopicClashTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            T_x     | T.x     | collides with topic 'T.x' of stream 'other'
            a.b_c   | a_b.c   | collides with topic 'a_b.c' of stream 'other'
            T-dlt   | T       | is the topic for rows that cannot be sent to topic 'T' of stream 'other'
            T_x-dlt | T.x     | is the topic for rows that cannot be sent to topic 'T.x' of stream 'other'
            T       | T-dlt   | needs the topic 'T-dlt' for rows that cannot be sent, which is topic 'T-dlt'
            """)
    void refusesTopicsThatCannotExistBesideEachOther(String topic, String other, String reason) {
        assertThat(TopicClash.find(spec("mine", topic), List.of(stream("other", other))))
            .hasValueSatisfying((fault) -> assertThat(fault).startsWith(reason));
    }

    @ParameterizedTest
    @CsvSource({ "T, T", "T, t", "T.x, T.y", "T-dlt, t", "T-dlt-dlt, T" })
    void acceptsOtherTopics(String topic, String other) {
        assertThat(TopicClash.find(spec("mine", topic), List.of(stream("other", other)))).isEmpty();
    }

    @Test
    void ignoresTheStreamItself() {
        assertThat(TopicClash.find(spec("mine", "T_x"), List.of(stream("mine", "T.x")))).isEmpty();
    }

    private static StreamDefinition stream(String name, String topic) {
        return StreamDefinition.create(spec(name, topic), Instant.EPOCH);
    }

    private static StreamSpec spec(String name, String topic) {
        return new StreamSpec(name, topic, source("a.csv", OnBadRow.SKIP, false), UNLIMITED, Partitioning.STATION,
                Delivery.EXACTLY_ONCE, null, false);
    }

}
