package io.sensorstreams.consumer.format;

public enum OutputFormat {

    CSV,

    /** One JSON object on each line, with the unchanged bytes of the record's value. */
    JSONL;

    public LineFormat create() {
        return switch (this) {
            case CSV -> new CsvFormat();
            case JSONL -> new JsonlFormat();
        };
    }

}
