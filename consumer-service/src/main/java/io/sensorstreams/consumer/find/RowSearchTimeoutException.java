package io.sensorstreams.consumer.find;

import java.io.Serial;
import java.time.Duration;

/** A search did not end within its time. */
final class RowSearchTimeoutException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    RowSearchTimeoutException(Duration limit, long read) {
        super("The row was not found within " + limit.toSeconds() + " s, in which " + read
                + " records were read; name the run or the partition to make the search shorter");
    }

}
