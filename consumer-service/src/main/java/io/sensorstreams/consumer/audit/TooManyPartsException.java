package io.sensorstreams.consumer.audit;

import java.io.Serial;

/** Other replicas have asked for more parts of audits than may wait. */
final class TooManyPartsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    TooManyPartsException(int running) {
        super("This replica has " + running + " parts of audits of other replicas to do, and takes no further one."
                + " Start the audit again when they are done");
    }

}
