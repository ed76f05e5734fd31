package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.io.Serial;

/** The topic is not the one that the files are of; only a human can decide. */
final class ReplacedTopicException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    ReplacedTopicException(String message) {
        super(message);
    }

}
