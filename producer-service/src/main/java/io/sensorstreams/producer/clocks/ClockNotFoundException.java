package io.sensorstreams.producer.clocks;

import java.io.Serial;

class ClockNotFoundException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ClockNotFoundException(String name) {
        super("There is no clock '" + name + "'");
    }

}
