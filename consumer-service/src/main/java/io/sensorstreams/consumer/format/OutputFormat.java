package io.sensorstreams.consumer.format;

public enum OutputFormat {

    CSV,

    /** One JSON object on each line, with the unchanged bytes of the record's value. */
    JSONL,

    /** Columns with types, written by the package for Parquet files. */
    PARQUET;

    public LineFormat create() {
        return switch (this) {
            case CSV -> new CsvFormat();
            case JSONL -> new JsonlFormat();
            case PARQUET -> throw new IllegalStateException("a Parquet file has no lines");
        };
    }

}
