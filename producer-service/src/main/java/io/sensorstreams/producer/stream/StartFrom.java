package io.sensorstreams.producer.stream;

import java.util.Map;

/**
 * Where a start begins.
 */
enum StartFrom {

    /** Behind the last acknowledged row. */
    POSITION {
        @Override
        StreamView start(StreamRegistry streams, String name) {
            return streams.start(name);
        }
    },
    /** At the first row, as a new run. */
    BEGINNING {
        @Override
        StreamView start(StreamRegistry streams, String name) {
            return streams.startFromBeginning(name);
        }
    };

    abstract StreamView start(StreamRegistry streams, String name);

    static StartFrom of(String text) {
        return switch (text) {
            case "position" -> POSITION;
            case "beginning" -> BEGINNING;
            default -> throw new InvalidStreamException(
                    Map.of("from", "must be one of [position, beginning], not '" + text + "'"));
        };
    }

}
