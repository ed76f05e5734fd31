package io.sensorstreams.consumer.format;

/** The formats a sink may have. */
public enum OutputFormat {

    /** One line of cells a record. */
    CSV {
        @Override
        public LineFormat create() {
            return new CsvFormat();
        }
    },

    /** One JSON object a line, as it came. */
    JSONL {
        @Override
        public LineFormat create() {
            return new JsonlFormat();
        }
    };

    /** Makes the format of one partition's files. */
    public abstract LineFormat create();

}
