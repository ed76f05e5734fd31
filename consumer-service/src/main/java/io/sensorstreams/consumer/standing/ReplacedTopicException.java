package io.sensorstreams.consumer.standing;

import java.io.IOException;
import java.io.Serial;

/** The topic is not the one that the files were written from. An operator must decide. */
public final class ReplacedTopicException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ReplacedTopicException(String message) {
        super(message);
    }

}
