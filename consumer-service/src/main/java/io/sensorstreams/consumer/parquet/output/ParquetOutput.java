package io.sensorstreams.consumer.parquet.output;

import java.util.function.Function;

import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.parquet.ParquetCodec;
import io.sensorstreams.consumer.parquet.ParquetOutputProperties;
import io.sensorstreams.consumer.parquet.ParquetSettings;
import io.sensorstreams.consumer.segment.SegmentFormat;

/** How this process writes Parquet files. Thread-safe. */
public final class ParquetOutput {

    private final Function<ParquetCodec, ParquetSettings> settings;

    private final ParquetMemory memory;

    ParquetOutput(Function<ParquetCodec, ParquetSettings> settings, ParquetMemory memory) {
        this.settings = settings;
        this.memory = memory;
    }

    /** Creates the only object of a process: it bounds the memory of all open files. */
    public static ParquetOutput of(ParquetOutputProperties properties) {
        return new ParquetOutput(properties::settings, new ParquetMemory(properties.memoryBytes()));
    }

    /** Creates the format of the files of one partition. */
    public SegmentFormat segments(Compression compression) {
        ParquetCodec codec = switch (compression) {
            case NONE -> ParquetCodec.NONE;
            case GZ -> ParquetCodec.GZ;
            case ZST -> ParquetCodec.ZST;
        };
        return new ParquetSegments(this.settings.apply(codec), this.memory);
    }

}
