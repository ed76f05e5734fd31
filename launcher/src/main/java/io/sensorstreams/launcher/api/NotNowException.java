package io.sensorstreams.launcher.api;

import java.io.IOException;

/** A service cannot do it yet: it has not read from Kafka what it needs to know. */
final class NotNowException extends IOException {

    private static final long serialVersionUID = 1;

    NotNowException(String message) {
        super(message);
    }

}
