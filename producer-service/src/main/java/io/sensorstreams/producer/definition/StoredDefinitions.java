package io.sensorstreams.producer.definition;

import java.util.function.IntSupplier;
import java.util.regex.Pattern;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.StoredJson;
import io.sensorstreams.common.kafka.StoredSpecs;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.publish.StreamPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads and validates the records of the topic {@value Topics#STREAMS}, by the same rules
 * as a request. Thread-safe.
 */
final class StoredDefinitions implements TopicTable.Decoder<StreamDefinition> {

    /** The limit is the largest body of a request. */
    private static final StoredJson VALUES = new StoredJson(1024 * 1024, "spec", "wanted", "origin");

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]{1,500}");

    /** Far more starts than any stream has. */
    private static final long MOST_STARTS = 1L << 53;

    private final IntSupplier partitions;

    StoredDefinitions(IntSupplier partitions) {
        this.partitions = partitions;
    }

    @Override
    public void checkKey(String key, int partition) throws RefusedRecordException {
        int expected = StreamPartitions.of(key, this.partitions.getAsInt());
        if (partition != expected) {
            throw new RefusedRecordException(
                    "is in partition " + partition + ", but its key belongs to partition " + expected);
        }
    }

    @Override
    public StreamDefinition decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
        StreamDefinition definition = VALUES.read(record.value(), StreamDefinition.class).at(record.offset());
        StoredSpecs.check(definition.spec(), StreamSpec.Named.class);
        if (!definition.name().equals(record.key())) {
            throw new RefusedRecordException("has the value of another stream, '" + definition.name() + "'");
        }
        if (!PRINTABLE.matcher(definition.origin()).matches()) {
            throw new RefusedRecordException("has an invalid 'origin'");
        }
        Long continued = definition.continued();
        if (continued != null && (continued < 0 || continued > MOST_STARTS)) {
            throw new RefusedRecordException("has the number " + continued + " as its 'continued'");
        }
        return definition;
    }

}
