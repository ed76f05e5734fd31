package io.sensorstreams.producer.definition;

import java.nio.charset.StandardCharsets;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.publish.StreamPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoredDefinitionsTest {

    private static final String VALID = """
            {"spec":{"name":"air","topic":"AIR","source":{"type":"csv","file":"AIR2308.csv"},\
            "pace":{"type":"rate","perSecond":5}},"wanted":"RUNNING","origin":"origin-1",\
            "startedAt":"2026-11-26T17:00:00Z"}""";

    private final StoredDefinitions definitions = new StoredDefinitions(() -> 8);

    @Test
    void readsWhatTheServiceWrites() throws Exception {
        StreamDefinition definition = read("air", VALID);

        assertThat(definition.name()).isEqualTo("air");
        assertThat(definition.offset()).isEqualTo(3);
        assertThat(definition.wanted()).isEqualTo(WantedState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "{}", "[]", "7", "", "not json", "{\"spec\":null}", "{\"spec\":{}}" })
    void refusesInvalidValues(String value) {
        assertRefused(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "name":"air"          | "name":null
            "name":"air"          | "name":"water"
            "topic":"AIR"         | "topic":"sensor-ledger"
            "topic":"AIR"         | "topic":"a/b"
            "topic":"AIR"         | "topic":{}
            AIR2308.csv           | ../../etc/passwd.csv
            AIR2308.csv           | x
            "type":"csv"          | "type":"other"
            "type":"csv"          | "kind":"csv"
            "perSecond":5         | "perSecond":-5
            "perSecond":5         | "perSecond":1e999
            "wanted":"RUNNING"    | "wanted":"WALKING"
            "wanted":"RUNNING"    | "wanted":1
            "wanted":"RUNNING"    | "wanted":null
            "origin":"origin-1"   | "origin":""
            "origin":"origin-1"   | "origin":7
            "origin":"origin-1"   | "origin":"origin-1","continued":-1
            "origin":"origin-1"   | "origin":"origin-1","continued":9223372036854775807
            2026-11-26T17:00:00Z  | yesterday
            "origin":"origin-1"   | "origin":"origin-1","formatVersion":2
            """)
    void refusesADefinitionWithAnInvalidField(String part, String by) {
        assertThat(VALID).contains(part);

        assertRefused(VALID.replace(part, by));
    }

    @Test
    void refusesADefinitionInTheWrongPartition() {
        int own = StreamPartitions.of("air", 8);

        assertThatCode(() -> this.definitions.checkKey("air", own)).doesNotThrowAnyException();
        assertThatExceptionOfType(RefusedRecordException.class)
            .isThrownBy(() -> this.definitions.checkKey("air", own + 1))
            .withMessage("is in partition " + (own + 1) + ", but its key belongs to partition " + own);
    }

    private void assertRefused(String value) {
        assertThatExceptionOfType(RefusedRecordException.class).isThrownBy(() -> read("air", value));
    }

    private StreamDefinition read(String key, String value) throws RefusedRecordException {
        return this.definitions
            .decode(new ConsumerRecord<>(Topics.STREAMS, 0, 3, key, value.getBytes(StandardCharsets.UTF_8)));
    }

}
