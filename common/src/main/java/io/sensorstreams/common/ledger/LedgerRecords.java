package io.sensorstreams.common.ledger;

import java.util.OptionalInt;

import io.sensorstreams.common.topic.RefusedRecordException;
import io.sensorstreams.common.topic.TopicTable;
import io.sensorstreams.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads and validates the records of the topic {@value Topics#LEDGER}. A record in a
 * partition other than that of its key is invalid: records in different partitions have
 * no order, so an older record could replace a newer one. Immutable.
 *
 * @param partitions partitions of the topic
 */
record LedgerRecords(int partitions) implements TopicTable.Decoder<LedgerRecord> {

    /** Creates a decoder for a topic with the default number of partitions. */
    LedgerRecords() {
        this(LedgerTopic.PARTITIONS);
    }

    @Override
    public LedgerRecords ofPartitions(int count) {
        return new LedgerRecords(count);
    }

    @Override
    public void checkKey(String key, int partition) throws RefusedRecordException {
        LedgerTopic.checkKey(key);
        OptionalInt expected = LedgerTopic.partition(key, this.partitions);
        if (expected.isPresent() && expected.getAsInt() != partition) {
            throw new RefusedRecordException(
                    "is in partition " + partition + ", but its key belongs to partition " + expected.getAsInt());
        }
    }

    @Override
    public LedgerRecord decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
        return LedgerTopic.decode(record.key(), record.value());
    }

}
