package io.sensorstreams.consumer.parquet;

import java.util.List;
import java.util.Optional;

import io.sensorstreams.consumer.parquet.type.NumberMode;
import io.sensorstreams.consumer.parquet.type.TimePattern;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of Parquet files.
 *
 * @param numbers type of numbers: decimal is exact, double the nearest floating point
 * number
 * @param timeColumn column whose texts are times; none when empty
 * @param timeFormat pattern of the times with a fixed number of digits, such as
 * dd/MM/yyyy HH:mm:ss; auto for the usual patterns
 * @param offsets whether files have columns with the offset and the row header
 * @param rowGroup approximate memory for the rows of one open file
 * @param memory approximate memory for the rows of all open files together; a quarter of
 * the largest heap when unset
 */
@Validated
@ConfigurationProperties("sensor.parquet")
public record ParquetOutputProperties(@DefaultValue("decimal") NumberMode numbers,
        @DefaultValue("Time") @NotNull String timeColumn, @DefaultValue("auto") @NotNull String timeFormat,
        @DefaultValue("false") boolean offsets, @DefaultValue("8MB") @NotNull DataSize rowGroup,
        @Nullable DataSize memory) {

    private static final int PART_OF_HEAP = 4;

    private static final String AUTO = "auto";

    private static final DataSize SMALLEST = DataSize.ofKilobytes(64);

    private static final DataSize LEAST_MEMORY = DataSize.ofMegabytes(1);

    private static final DataSize LARGEST = DataSize.ofMegabytes(512);

    @AssertTrue(message = "sensor.parquet.time-format must be auto, or a pattern of yyyy, MM, dd, HH, mm, ss, "
            + "up to six S, and quoted or other characters, such as dd/MM/yyyy HH:mm:ss")
    boolean isTimeFormatValid() {
        return AUTO.equals(this.timeFormat) || pattern().isPresent();
    }

    @AssertTrue(message = "sensor.parquet.row-group must be from 64KB to 512MB")
    boolean isRowGroupValid() {
        return this.rowGroup.compareTo(SMALLEST) >= 0 && this.rowGroup.compareTo(LARGEST) <= 0;
    }

    @AssertTrue(message = "sensor.parquet.memory must be 1MB or more")
    boolean isMemoryValid() {
        return this.memory == null || this.memory.compareTo(LEAST_MEMORY) >= 0;
    }

    private Optional<TimePattern> pattern() {
        try {
            return Optional.of(new TimePattern(this.timeFormat));
        }
        catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Memory for all open files together. */
    public long memoryBytes() {
        return (this.memory != null) ? this.memory.toBytes() : Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    /** Returns the settings of files with this compression. */
    public ParquetSettings settings(ParquetCodec codec) {
        List<TimePattern> patterns = pattern().map(List::of).orElse(TimePattern.USUAL);
        return new ParquetSettings(this.numbers, this.timeColumn, patterns, this.offsets, codec,
                Math.toIntExact(this.rowGroup.toBytes()));
    }

}
