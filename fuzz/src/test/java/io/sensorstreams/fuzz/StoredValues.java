package io.sensorstreams.fuzz;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.TopicTable;

/** Records of an internal topic: how they are read, written and used. */
public interface StoredValues<V> {

    TopicTable.Decoder<V> decoder();

    /** Key of the template. */
    String key();

    /** JSON of a valid value with all its fields. */
    String template();

    /** Writes a value as the service does. */
    byte[] write(V value);

    /** What the value has to be again after it was written and read. */
    default Object essence(V value) {
        return value;
    }

    /** Checks a value that was accepted, and does with it what the service does. */
    void use(V value) throws RefusedRecordException;

}
