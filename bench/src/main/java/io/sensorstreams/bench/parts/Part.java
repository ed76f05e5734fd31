package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;

/** Part of the benchmark. Each part can run alone. */
public enum Part {

    /** Rows per second, compared with other tools. */
    THROUGHPUT,

    /** Latency of a row at a constant rate. */
    LATENCY,

    /** Time to readiness, and memory. */
    FOOTPRINT,

    /** Many streams on one producer-service. */
    STREAMS,

    /** Many partitions on one consumer-service. */
    PARTITIONS,

    /** Many clients and half-open connections while streams run. */
    LOAD,

    /** Open pages that watch rows while streams run. */
    PAGES,

    /** Formats of output files. */
    FORMATS,

    /** Growing numbers of rows. */
    GROWTH,

    /** Time and garbage for each row, without Kafka. */
    TRANSCODERS;

    /** Returns the part's name in file names. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the part belongs to {@code --quick}. */
    public boolean isQuick() {
        return this == THROUGHPUT || this == LATENCY;
    }

    /** Returns the faults of the streamed rows; none when every audit was clean. */
    public List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        return switch (this) {
            case THROUGHPUT -> Throughput.measure(lab, sizes, report);
            case LATENCY -> Latency.measure(lab, sizes, report);
            case FOOTPRINT -> Footprint.measure(lab, sizes, report);
            case STREAMS -> ManyStreams.measure(lab, report);
            case PARTITIONS -> ManyPartitions.measure(lab, sizes, report);
            case LOAD -> Load.measure(lab, sizes, report);
            case PAGES -> Pages.measure(lab, sizes, report);
            case FORMATS -> Formats.measure(lab, sizes, report);
            case GROWTH -> Growth.measure(lab, sizes, report);
            case TRANSCODERS -> Transcoders.measure(lab, sizes, report);
        };
    }

}
