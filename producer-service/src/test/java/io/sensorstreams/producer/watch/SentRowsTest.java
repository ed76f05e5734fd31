package io.sensorstreams.producer.watch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import io.sensorstreams.common.wire.RowIdentity;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SentRowsTest {

    private final JsonMapper json = JsonMapper.shared();

    @Test
    void showsTheRecordWithItsUnchangedValue() {
        String value = "{\"Temp\":26.10,\"Big\":1e400,\"Name\":\"\\u00e9\"}";

        String shown = this.json.writeValueAsString(view("SVDT1", value));

        assertThat(shown).contains("\"row\":\"air/1/4711\"", "\"topic\":\"AIR\"", "\"partition\":3", "\"offset\":42",
                "\"key\":\"SVDT1\"", "\"value\":" + value, "\"at\":\"2026-11-27T03:00:00.123Z\"");
    }

    /** An event ends at a line break, and a value that is not JSON would break it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{"a":\n1}`         | `{"a": 1}`
            `{"a":1}\r\n`       | `{"a":1}  `
            `{"a":1`            | `"{\\"a\\":1"`
            `a\n\nevent: row`   | `"a\\n\\nevent: row"`
            `1 2`               | `"1 2"`
            ``                  | `""`
            """)
    void showsAnyValueAsJsonInOneLine(String value, String shown) {
        assertThat(view(null, value).value()).isEqualTo(shown);
    }

    @Test
    void showsARecordWithoutKeyAndValue() {
        String shown = this.json.writeValueAsString(view(null, null));

        assertThat(shown).contains("\"key\":null", "\"value\":null");
    }

    private static SentRow view(@Nullable String key, @Nullable String value) {
        ConsumerRecord<byte[], byte[]> sent = new ConsumerRecord<>("AIR", 3, 42,
                Instant.parse("2026-11-27T03:00:00.123Z").toEpochMilli(), TimestampType.CREATE_TIME, 5, 10, bytes(key),
                bytes(value), new RecordHeaders(), Optional.empty());
        return SentRows.view(new RowIdentity("air", 1, 4711), sent);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null;
    }

}
