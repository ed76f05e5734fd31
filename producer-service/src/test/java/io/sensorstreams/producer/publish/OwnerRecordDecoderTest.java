package io.sensorstreams.producer.publish;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.row.FileIdentity;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OwnerRecordDecoderTest {

    private static final String STATUS = """
            {"stream":"air","origin":"origin-1","topic":"AIR","file":"AIR2308.csv","run":1,"row":20,"bytes":900,\
            "rowsRead":20,"rowsSent":19,"rowsRejected":1,"ended":false,"report":{"definition":4,"failed":false,\
            "ratePerSecond":10.5,"lagMillis":3,"at":"2026-11-26T17:00:00Z"}}""";

    private static final String OWNERSHIP = """
            {"owner":"producer-0","applied":7}""";

    private final OwnerRecordDecoder words = new OwnerRecordDecoder((stream) -> 5);

    @Test
    void readsWhatTheServiceWrites() throws Exception {
        StreamPosition position = new StreamPosition("air", "origin-1", "AIR", "AIR2308.csv", 1, 20, 900, 20, 19, 1,
                false, null, null);

        assertThat(read("air", STATUS)).isInstanceOfSatisfying(StreamStatus.class,
                (status) -> assertThat(status.position()).isEqualTo(position));
        assertThat(read("partition/5", OWNERSHIP)).isEqualTo(new Ownership("producer-0", 7));
        assertThat(read("partition/5", "{\"applied\":-1}")).isEqualTo(new Ownership(null, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "{}", "[]", "7", "", "not json", "{\"stream\":\"air\"}", "{\"applied\":\"7\"}",
            "{\"applied\":-2}", "{\"applied\":1.5}", "{\"applied\":1e99}", "{\"applied\":1,\"owner\":{}}" })
    void refusesInvalidValues(String value) {
        assertRefused("air", value);
        assertRefused("partition/5", value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "stream":"air"        | "stream":"water"
            "stream":"air"        | "stream":null
            "topic":"AIR"         | "topic":".."
            AIR2308.csv           | ../AIR2308.csv
            "run":1               | "run":0
            "run":1               | "run":9223372036854775807
            "row":20              | "row":-1
            "row":20              | "row":"20"
            "bytes":900           | "bytes":-900
            "bytes":900           | "byte":900
            "rowsRead":20         | "rowsRead":1e300
            "ended":false         | "ended":null
            "ended":false         | "ended":false,"continued":-1
            "ended":false         | "ended":false,"continued":9223372036854775807
            "ended":false         | "ended":"no"
            "ratePerSecond":10.5  | "ratePerSecond":1e999
            "ratePerSecond":10.5  | "ratePerSecond":-1
            2026-11-26            | +999999999-01-01
            "definition":4        | "definition":-4
            "origin":"origin-1"   | "origin":"\\u0000"
            "origin":"origin-1"   | "origin":"origin-1","formatVersion":2
            "origin":"origin-1"   | "origin":"origin-1","faults":{"rejected":{"rows":-1,"reason":"x"}}
            "origin":"origin-1"   | "origin":"origin-1","faults":{"untimed":{"rows":1,"line":0,"reason":"x"}}
            "origin":"origin-1"   | "origin":"origin-1","faults":{"unkeyed":{"rows":1}}
            """)
    void refusesAStatusWithAnInvalidField(String part, String by) {
        assertThat(STATUS).contains(part);

        assertRefused("air", STATUS.replace(part, by));
    }

    @Test
    void readsWhatIsKnownOfTheFile() throws Exception {
        String seen = "\"seen\":{\"size\":9000,\"modified\":\"2026-11-26T17:00:00.123456789Z\",\"key\":\"(dev=1,ino=2)\","
                + "\"header\":4294967295,\"bytes\":950,\"checksum\":7}";

        assertThat(read("air", STATUS.replace("\"ended\":false", "\"ended\":false," + seen))).isInstanceOfSatisfying(
                StreamStatus.class,
                (status) -> assertThat(status.position().seen())
                    .isEqualTo(new FileIdentity(9000, Instant.parse("2026-11-26T17:00:00.123456789Z"), "(dev=1,ino=2)",
                            4294967295L, 950, 7, null, null)));
        assertRefused("air", STATUS.replace("\"ended\":false",
                "\"ended\":false," + seen.replace("\"bytes\":950", "\"bytes\":-950")));
    }

    @Test
    void refusesInvalidKeys() {
        assertThatCode(() -> this.words.checkKey("air", 5)).doesNotThrowAnyException();
        assertThatCode(() -> this.words.checkKey("partition/7", 7)).doesNotThrowAnyException();
        for (String key : new String[] { "partition/7", "partition/", "partition/x", "partition/05", "partition/-5",
                "partition/99999999999", "a/b", "..", "\uFFFD" }) {
            assertThatExceptionOfType(RefusedRecordException.class).as(key)
                .isThrownBy(() -> this.words.checkKey(key, 5));
        }
        assertThatExceptionOfType(RefusedRecordException.class).isThrownBy(() -> this.words.checkKey("air", 4));
    }

    private void assertRefused(String key, String value) {
        assertThatExceptionOfType(RefusedRecordException.class).isThrownBy(() -> read(key, value));
    }

    private OwnerRecord read(String key, String value) throws RefusedRecordException {
        return this.words
            .decode(new ConsumerRecord<>(Topics.POSITIONS, 5, 3, key, value.getBytes(StandardCharsets.UTF_8)));
    }

}
