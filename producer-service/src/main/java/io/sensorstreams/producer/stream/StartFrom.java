package io.sensorstreams.producer.stream;

import java.util.Map;

import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamDefinition;

enum StartFrom {

    /** After the last acknowledged row. */
    POSITION {
        @Override
        StreamDefinition start(StreamRegistry streams, String name) {
            return streams.start(name);
        }
    },
    /** At the first row, as a new run. */
    BEGINNING {
        @Override
        StreamDefinition start(StreamRegistry streams, String name) {
            return streams.startFromBeginning(name);
        }
    },
    /** After the current file of a directory, as an operator wants. */
    NEXT_FILE {
        @Override
        StreamDefinition start(StreamRegistry streams, String name) {
            return streams.startAtNextFile(name);
        }
    };

    abstract StreamDefinition start(StreamRegistry streams, String name);

    static StartFrom of(String text) {
        return switch (text) {
            case "position" -> POSITION;
            case "beginning" -> BEGINNING;
            case "next-file" -> NEXT_FILE;
            default -> throw new InvalidStreamException(
                    Map.of("from", "must be one of [position, beginning, next-file], not '" + text + "'"));
        };
    }

}
