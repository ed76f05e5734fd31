package io.sensorstreams.fuzz;

import java.nio.file.Path;

import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerName;
import io.sensorstreams.common.ledger.LedgerRecord;
import io.sensorstreams.common.ledger.LedgerTopic;

/** Records of the ledger: files, or gaps. */
final class LedgerRecords implements StoredValues<LedgerRecord> {

    private final boolean gaps;

    LedgerRecords(boolean gaps) {
        this.gaps = gaps;
    }

    @Override
    public TopicTable.Decoder<LedgerRecord> decoder() {
        return new LedgerTopic(1);
    }

    @Override
    public String key() {
        return this.gaps ? "G/AIR/0/@DELETED-00000000000000000005" : "G/AIR/0/AIR-0-00000000000000000042.csv";
    }

    @Override
    public String template() {
        return this.gaps ? """
                {"group":"G","topic":"AIR","partition":0,"from":5,"to":9,"kind":"DELETED","rows":3,"reason":"r",
                "at":"2026-01-01T00:00:00Z","owner":"c","topicId":"t","acknowledged":false}""" : """
                {"group":"G","topic":"AIR","partition":0,"file":"AIR-0-00000000000000000042.csv","firstOffset":42,
                "nextOffset":50,"rows":8,"bytes":100,"crc32c":"00000000","sealed":false,"owner":"c",
                "topicId":"t","disk":"d"}""";
    }

    @Override
    public byte[] write(LedgerRecord value) {
        return LedgerTopic.commit(value, 1).value();
    }

    @Override
    public void use(LedgerRecord value) {
        Verify.that(value.begin() >= 0 && value.partition() >= 0, () -> "offset of " + value);
        if (value instanceof LedgerEntry file) {
            Path directory = Path.of("/out", file.group(), file.topic(), String.valueOf(file.partition()));
            Path path = directory.resolve(file.file()).normalize();
            Verify.that(directory.equals(directory.normalize()) && directory.equals(path.getParent()),
                    () -> "path " + path);
            Verify.that(file.rows() >= 0 && file.bytes() >= file.rows() && file.nextOffset() >= file.firstOffset(),
                    () -> "numbers of " + file);
            Verify.equal(LedgerName.parse(file.key()).orElseThrow().file(), file.file(), "file of the key");
            file.seal().toBuilder().build();
        }
        else if (value instanceof LedgerGap gap) {
            Verify.that(gap.rows() >= 0 && gap.to() - gap.from() >= gap.rows(), () -> "numbers of " + gap);
            Verify.that(gap.reason().length() <= LedgerGap.MAX_REASON, () -> "reason of " + gap);
            gap.acknowledge();
            gap.before(gap.from());
            gap.continuedBy(new LedgerGap(gap.group(), gap.topic(), gap.partition(), gap.to(), gap.to(), gap.kind(), 0,
                    "r", gap.at(), "c", "t", false));
        }
    }

}
