package io.sensorstreams.consumer.format;

public enum OutputFormat {

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

    public abstract LineFormat create();

}
