package io.sensorstreams.consumer.replay;

import java.io.Serial;

/** A skip asks for what the partition does not have; nothing was changed. */
final class InvalidSkipException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;

    private InvalidSkipException(String field, String message) {
        super(message);
        this.field = field;
    }

    static InvalidSkipException partition(String topic, int partition, int count) {
        return new InvalidSkipException("partition",
                "was %d; topic %s has partitions 0 to %d".formatted(partition, topic, count - 1));
    }

    static InvalidSkipException offset(long to, long committed, long end) {
        return new InvalidSkipException("to", ("must be greater than %d, the offset that the group is at, and not"
                + " greater than %d, the end of the partition; was %d")
            .formatted(committed, end, to));
    }

    /** Nothing is there to skip, and the group would be set to an offset that is gone. */
    static InvalidSkipException removed(long to, long start) {
        return new InvalidSkipException("to", ("was %d, but Kafka has removed these offsets: its first one is %d, and a"
                + " group that is started continues there; to skip records from there on, name a greater offset")
            .formatted(to, start));
    }

    /** Field of the request. */
    String field() {
        return this.field;
    }

}
