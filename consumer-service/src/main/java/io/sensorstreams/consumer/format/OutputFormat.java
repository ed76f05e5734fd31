package io.sensorstreams.consumer.format;

/** Formats of output files. */
public enum OutputFormat {

    /** One line of cells for each record. */
    CSV {
        @Override
        public LineFormat create() {
            return new CsvFormat();
        }
    },

    /** One JSON object on each line, with the unchanged bytes of the record's value. */
    JSONL {
        @Override
        public LineFormat create() {
            return new JsonlFormat();
        }
    };

    /** Creates the format of one partition's files. */
    public abstract LineFormat create();

}
