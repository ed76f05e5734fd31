package io.sensorstreams.producer.source;

import java.io.IOException;
import java.util.OptionalLong;

import io.sensorstreams.producer.arrival.FileSequence;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;

/**
 * Reads the files of a {@link DirectorySource}.
 */
record DirectoryReader(DataDirectory directory, DirectorySource source) implements FileSequence.Reader {

    /** Rows, and slices without a row, among which a first time is looked for. */
    private static final int MOST_ROWS = 1_000;

    /** A file of the directory does not depend on the topic. */
    private static final String NO_TOPIC = "";

    @Override
    public Rows open(String file, Position from) throws IOException {
        return this.source.file(file).open(this.directory, NO_TOPIC, from);
    }

    @Override
    public void checkUnchanged(String file, Position from) throws IOException {
        this.source.file(file).checkUnchanged(this.directory, from);
    }

    @Override
    public OptionalLong firstTime(String file) throws IOException {
        try (Rows rows = open(file, Position.BEGINNING)) {
            Rows.Step step = rows.next();
            for (int i = 0; step != Rows.Step.END && i < MOST_ROWS; i++) {
                if (step == Rows.Step.ROW && rows.eventTimeMillis() != Rows.NO_EVENT_TIME) {
                    return OptionalLong.of(rows.eventTimeMillis());
                }
                step = rows.next();
            }
            return OptionalLong.empty();
        }
    }

    @Override
    public boolean isPlain(String file, Position from) throws IOException {
        return this.source.file(file).isPlain(this.directory, from);
    }

    @Override
    public boolean opensSlowly(String file, Position from) {
        return this.source.file(file).opensSlowly(from);
    }

}
