package io.sensorstreams.producer.stream;

import java.io.Serial;

class StreamNotFoundException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    StreamNotFoundException(String name) {
        super("There is no stream '" + name + "'");
    }

}
