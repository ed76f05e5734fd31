package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;

/** A part of the benchmark, which can be run alone. */
public enum Part {

    /** Rows per second, beside comparable tools. */
    THROUGHPUT,

    /** How long a row takes at a constant rate. */
    LATENCY,

    /** Time to readiness, and memory. */
    FOOTPRINT,

    /** Many streams on one producer-service. */
    STREAMS,

    /** Many partitions on one consumer-service. */
    PARTITIONS,

    /** Many clients and half-open connections while streams run. */
    LOAD,

    /** More and more rows. */
    GROWTH,

    /** Time and garbage for each row, without Kafka. */
    TRANSCODERS;

    /** Its name in those of files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it belongs to what is measured quickly. */
    public boolean isQuick() {
        return this == THROUGHPUT || this == LATENCY;
    }

    /**
     * Measures.
     * @return what speaks against the rows that were streamed; empty when every audit was
     * clean
     */
    public List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        return switch (this) {
            case THROUGHPUT -> Throughput.measure(lab, sizes, report);
            case LATENCY -> Latency.measure(lab, sizes, report);
            case FOOTPRINT -> Footprint.measure(lab, sizes, report);
            case STREAMS -> ManyStreams.measure(lab, report);
            case PARTITIONS -> ManyPartitions.measure(lab, sizes, report);
            case LOAD -> Load.measure(lab, sizes, report);
            case GROWTH -> Growth.measure(lab, sizes, report);
            case TRANSCODERS -> Transcoders.measure(lab, sizes, report);
        };
    }

}
