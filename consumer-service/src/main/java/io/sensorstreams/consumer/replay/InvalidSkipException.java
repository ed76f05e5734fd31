package io.sensorstreams.consumer.replay;

import java.io.Serial;

/** A skip names offsets that the partition does not have. Nothing was changed. */
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
        return new InvalidSkipException("to", ("must be greater than %d, the position of the group, and not"
                + " greater than %d, the end of the partition; was %d")
            .formatted(committed, end, to));
    }

    /** The group would be set to an invalid offset. */
    static InvalidSkipException removed(long to, long start) {
        return new InvalidSkipException("to",
                ("was %d, but Kafka has removed these offsets: the first one left is %d, and a"
                        + " group that is started continues there; to skip records from there on, name a greater offset")
                    .formatted(to, start));
    }

    String field() {
        return this.field;
    }

}
