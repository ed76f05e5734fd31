package io.sensorstreams.launcher.api;

import java.io.IOException;

/** A service cannot answer yet, because it still reads its state from Kafka. */
final class NotNowException extends IOException {

    private static final long serialVersionUID = 1;

    NotNowException(String message) {
        super(message);
    }

}
