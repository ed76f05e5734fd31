package io.sensorstreams.producer.command;

import java.io.Serial;

public class StreamNotFoundException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StreamNotFoundException(String name) {
        super("There is no stream '" + name + "'");
    }

}
