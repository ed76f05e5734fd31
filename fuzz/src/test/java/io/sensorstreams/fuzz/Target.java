package io.sensorstreams.fuzz;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

import io.sensorstreams.consumer.format.CodecFuzz;
import io.sensorstreams.producer.cells.CellsFuzz;
import io.sensorstreams.producer.csv.RowsFuzz;
import io.sensorstreams.producer.dialect.DialectsFuzz;
import io.sensorstreams.producer.time.TimesFuzz;

/** The targets; each has a directory of its name in {@code fuzz/corpus}. */
enum Target {

    CELLS(CellsFuzz.class, CellsFuzz::fuzzerTestOneInput),

    ROWS(RowsFuzz.class, RowsFuzz::fuzzerTestOneInput),

    DIALECTS(DialectsFuzz.class, DialectsFuzz::fuzzerTestOneInput),

    CODEC(CodecFuzz.class, CodecFuzz::fuzzerTestOneInput),

    ENTRIES(EntriesFuzz.class, EntriesFuzz::fuzzerTestOneInput),

    REQUESTS(RequestsFuzz.class, RequestsFuzz::fuzzerTestOneInput),

    TIMES(TimesFuzz.class, TimesFuzz::fuzzerTestOneInput);

    private final Class<?> type;

    private final Run run;

    Target(Class<?> type, Run run) {
        this.type = type;
        this.run = run;
    }

    interface Run {

        void accept(byte[] input) throws IOException;

    }

    Class<?> type() {
        return this.type;
    }

    String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    void run(byte[] input) throws IOException {
        this.run.accept(input);
    }

    static Target of(String directory) {
        return Arrays.stream(values())
            .filter((target) -> target.directory().equals(directory))
            .findFirst()
            .orElseThrow();
    }

}
