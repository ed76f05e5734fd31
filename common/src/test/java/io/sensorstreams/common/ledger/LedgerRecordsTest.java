package io.sensorstreams.common.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.RefusedRecord;
import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Decoding of ledger records that other programs may have written. */
class LedgerRecordsTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.LEDGER, 0);

    private static final String FILE = "AIR-0-00000000000000000007.csv";

    private static final String KEY = "AIR/AIR/0/" + FILE;

    private static final String VALID = """
            {"group":"AIR","topic":"AIR","partition":0,"file":"AIR-0-00000000000000000007.csv","firstOffset":7,\
            "nextOffset":12,"rows":4,"bytes":99,"crc32c":"00c0ffee","sealed":false,"owner":"consumer-0",\
            "topicId":"AAAAAAAAAAAAAAAAAAAAAA","disk":"disk-0"}""";

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

    private final TopicTable<LedgerRecord> table = new TopicTable<>(Topics.LEDGER,
            new LazyAdmin(Map.of("bootstrap.servers", "localhost:9092")), () -> this.consumer,
            new LedgerTopic(LedgerTopic.PARTITIONS), new LoopWatch(Duration.ofMinutes(1)));

    private long offset;

    @BeforeEach
    void start() throws Exception {
        this.consumer.updatePartitions(Topics.LEDGER,
                List.of(new PartitionInfo(Topics.LEDGER, 0, Node.noNode(), new Node[0], new Node[0])));
        this.consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        this.consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        this.table.start();
        this.table.awaitLoaded(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        this.table.close();
    }

    @Test
    void acceptsWhatTheServiceWrites() throws Exception {
        store(KEY, VALID);

        assertThat(this.table.get(KEY)).map(LedgerEntry.class::cast)
            .hasValueSatisfying((entry) -> assertThat(entry.bytes()).isEqualTo(99));
        assertThat(this.table.refused()).isEmpty();
    }

    @Test
    void acceptsEntriesOfTheFirstRelease() throws Exception {
        store(KEY, VALID.replace(",\"topicId\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"disk\":\"disk-0\"", ""));

        assertThat(this.table.get(KEY)).map(LedgerEntry.class::cast)
            .hasValueSatisfying((entry) -> assertThat(entry.disk()).isEmpty());
    }

    @Test
    void acceptsEntriesWithFieldsOfALaterRelease() throws Exception {
        store(KEY, VALID.replace("}", ",\"format\":\"parquet\"}"));

        assertThat(this.table.get(KEY)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "{}", "[]", "7", "\"x\"", "", "not json", "{\"group\":", "{} {}", "[[[[[[[[" })
    void ignoresInvalidValues(String value) throws Exception {
        store(KEY, value);

        assertRefused(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "group":"AIR"         | "group":null
            "group":"AIR"         | "group":".."
            "group":"AIR"         | "group":"a/b"
            "topic":"AIR"         | "topic":""
            "topic":"AIR"         | "topic":"A IR"
            "partition":0         | "partition":-1
            "partition":0         | "partition":4294967296
            "partition":0         | "partition":0.5
            "partition":0         | "partition":"0"
            "file":"AIR-0-0000    | "file":"../../../../x-0-0000
            "file":"AIR-0-0000    | "file":"AIR-1-0000
            7.csv"                | 7.csv/../../x"
            7.csv"                | 7.exe"
            "firstOffset":7       | "firstOffset":8
            "nextOffset":12       | "nextOffset":6
            "nextOffset":12       | "nextOffset":9223372036854775808
            "nextOffset":12       | "nextOffset":1e999
            "rows":4              | "rows":-1
            "bytes":99            | "bytes":-99
            "bytes":99            | "bytes":3
            "bytes":99            | "other":99
            "crc32c":"00c0ffee"   | "crc32c":"0xc0ffee"
            "crc32c":"00c0ffee"   | "crc32c":null
            "sealed":false        | "sealed":"no"
            "owner":"consumer-0"  | "owner":["consumer-0"]
            "owner":"consumer-0"  | "owner":"a\\nb"
            AAAAAAAAAAAAAAAAAAAAAA| ../../etc
            "disk":"disk-0"       | "formatVersion":2
            "disk":"disk-0"       | "formatVersion":"1"
            "disk":"disk-0"       | "bytes":98
            """)
    void ignoresAnEntryWithAnInvalidField(String part, String by) throws Exception {
        assertThat(VALID).contains(part);

        store(KEY, VALID.replace(part, by));

        assertRefused(1);
    }

    @Test
    void ignoresAPathForEveryKey() throws Exception {
        String path = "../../../../x";

        store("AIR/AIR/0/" + path, VALID.replace(FILE, path));
        store(KEY, VALID.replace(FILE, path));

        assertRefused(2);
        assertThat(this.table.refused()).extracting(RefusedRecord::reason)
            .anySatisfy((reason) -> assertThat(reason).isEqualTo("names no output file and no gap"))
            .anySatisfy((reason) -> assertThat(reason)
                .contains("'file' is '../../../../x', expected 'AIR-0-<offset, 20 digits>'"));
        assertThat(this.table.refusedKeys()).containsExactly(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = { "AIR/AIR/0/x.csv", "AIR/0/" + FILE, "AIR/AIR/0/@x", "AIR/AIR/0/@DELETED-7", "x/@DELETED-0",
            "junk" })
    void disputesNoFileForAKeyThatNamesNone(String key) throws Exception {
        store(key, VALID);

        assertRefused(1);
        assertThat(this.table.refusedKeys()).isEmpty();

        store(key, null);
        assertThat(this.table.refused()).isEmpty();
    }

    @Test
    void ignoresTheEntryOfAnotherKey() throws Exception {
        store("AIR/AIR/1/" + FILE, VALID);
        store("", VALID);
        store(null, VALID);
        store("k".repeat(100_000), VALID);
        store(KEY.replace("AIR", "\uFFFD"), VALID);

        assertRefused(5);
        assertThat(this.table.refused()).hasSizeBetween(4, 5)
            .allSatisfy((record) -> assertThat(record.text()).hasSizeLessThan(500));
    }

    @Test
    void ignoresAValueThatIsTooLarge() throws Exception {
        store(KEY, VALID.replace("}", " ".repeat(900_000) + "}"));

        assertRefused(1);
    }

    @Test
    void ignoresARecordInTheWrongPartition() {
        LedgerTopic ofSix = new LedgerTopic(LedgerTopic.PARTITIONS).ofPartitions(6);
        int own = ofSix.partition(KEY).orElseThrow();

        assertThatCode(() -> ofSix.checkKey(KEY, own)).doesNotThrowAnyException();
        assertThatCode(() -> ofSix.checkKey("AIR/AIR/0/@DELETED-00000000000000000007", own)).doesNotThrowAnyException();
        for (int partition = 0; partition < 6; partition++) {
            int other = partition;
            if (other != own) {
                assertThatExceptionOfType(RefusedRecordException.class).isThrownBy(() -> ofSix.checkKey(KEY, other))
                    .withMessage("is in partition " + other + ", but its key belongs to partition " + own);
            }
        }
    }

    @Test
    void keepsAndDisputesTheEntryBeforeAnInvalidOne() throws Exception {
        store(KEY, VALID);
        store(KEY, "{}");

        assertThat(this.table.get(KEY)).isPresent();
        assertThat(this.table.refused()).containsExactly(new RefusedRecord(Topics.LEDGER, 0, 1, KEY, "has no 'group'"));

        store(KEY, VALID.replace("99", "100"));

        assertThat(this.table.get(KEY)).map(LedgerEntry.class::cast)
            .hasValueSatisfying((entry) -> assertThat(entry.bytes()).isEqualTo(100));
        assertThat(this.table.refused()).isEmpty();
        assertThat(this.table.refusedCount()).isEqualTo(1);
    }

    @Test
    void forgetsAnInvalidEntryWithItsTombstone() throws Exception {
        store(KEY, "{}");
        store(KEY, null);

        assertThat(this.table.get(KEY)).isEmpty();
        assertThat(this.table.refused()).isEmpty();
    }

    @Test
    void doesNotRestoreADeletedEntry() throws Exception {
        store(KEY, VALID);
        store(KEY, null);
        store(KEY, "[]");

        assertThat(this.table.get(KEY)).isEmpty();
    }

    @Test
    void countsAnInvalidRecordOnceOverTwoReads() throws Exception {
        store(KEY, "{}");
        this.consumer.schedulePollTask(() -> {
            throw new IllegalStateException("Read again");
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> this.consumer.closed());

        assertThat(this.table.refusedCount()).isEqualTo(1);
    }

    private void assertRefused(long count) {
        assertThat(this.table.values()).isEmpty();
        assertThat(this.table.refusedCount()).isEqualTo(count);
    }

    private void store(@Nullable String key, @Nullable String value) throws Exception {
        long at = this.offset++;
        byte[] bytes = (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null;
        this.consumer
            .schedulePollTask(() -> this.consumer.addRecord(new ConsumerRecord<>(Topics.LEDGER, 0, at, key, bytes)));
        this.table.awaitRecord(0, at, Duration.ofSeconds(30));
    }

}
