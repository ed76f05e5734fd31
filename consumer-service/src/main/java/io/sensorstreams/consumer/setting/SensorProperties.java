package io.sensorstreams.consumer.setting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.common.InstanceName;
import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.format.OutputFormat;
import io.sensorstreams.consumer.sink.RollPolicy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the output files and of their commits.
 *
 * @param instance stable name of this replica; the host name when empty
 * @param outputDir directory of all output files
 * @param topics topics with a separate group and sink, named after the topic
 * @param assign partitions assigned by hand, such as AIR:0; when set, only these are read
 * @param partitions number of partitions of topics that the service creates
 * @param replication number of replicas of topics that the service creates; -1 is the
 * broker's default
 * @param maxThreads largest number of threads of one group; depends on the number of
 * processors when unset
 * @param format format of the default sinks
 * @param compression compression of the files of the default sinks; compressed files are
 * committed as a whole. Depends on the format when unset: zst for parquet, else none
 * @param store where complete files of the default sinks are kept
 * @param bucket bucket of the default sinks; required when store is s3
 * @param prefix start of the keys of the files of the default sinks
 * @param flush when rows become durable and committed
 * @param roll when a file is sealed and the next one is started
 * @param retention when sealed files of the default sinks are removed
 * @param disk when the disk counts as full
 * @param sinks further groups, each with a full copy of its topics
 */
@Validated
@ConfigurationProperties("sensor")
public record SensorProperties(@DefaultValue("") String instance, @NotNull Path outputDir,
        @DefaultValue List<@Pattern(regexp = SensorProperties.NAME,
                message = SensorProperties.NAME_RULE) String> topics,
        @DefaultValue List<@Pattern(regexp = ".+:\\d{1,9}", message = "must be like AIR:0") String> assign,
        @DefaultValue("4") @Min(1) int partitions, @DefaultValue("-1") @Min(-1) short replication,
        @Nullable @Min(1) Integer maxThreads, @DefaultValue("csv") OutputFormat format,
        @Nullable Compression compression, @DefaultValue("disk") FileStore store, @DefaultValue("") String bucket,
        @DefaultValue("") String prefix, @DefaultValue @Valid Flush flush, @DefaultValue @Valid Roll roll,
        @DefaultValue @Valid Retention retention, @DefaultValue @Valid Disk disk,
        @DefaultValue List<@Valid ExtraSink> sinks) {

    /** Enough for one thread for each partition of most topics. */
    private static final int FEWEST_THREADS = 16;

    private static final int THREADS_OF_PROCESSOR = 4;

    /** Names of topics and groups that are also valid names of directories. */
    static final String NAME = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,200}";

    static final String NAME_RULE = "must be 1 to 200 letters, digits, '.', '_' or '-', but not '.' or '..'";

    /** Uses the host name for an instance without a name. */
    public SensorProperties {
        instance = InstanceName.orHostName(instance);
    }

    /** Threads have separate clients; many more of them than processors are slower. */
    public int threadLimit() {
        return (this.maxThreads != null) ? this.maxThreads
                : Math.max(FEWEST_THREADS, THREADS_OF_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    /** A group has one directory and one format, so it must not be defined twice. */
    @AssertTrue(message = "sensor.sinks must not use a group twice, or a group that a topic already has")
    boolean isGroupsDistinct() {
        List<String> groups = groups().toList();
        return groups.stream().distinct().count() == groups.size();
    }

    /** A partition of an unknown topic would never be read: it is a typing error. */
    @AssertTrue(message = "sensor.assign (SENSOR_ASSIGN) must name topics of a sink")
    boolean isAssignKnown() {
        Set<String> known = Stream
            .concat(this.topics.stream(), this.sinks.stream().flatMap((sink) -> sink.topics().stream()))
            .collect(Collectors.toSet());
        return this.assign.stream()
            .map((partition) -> partition.substring(0, Math.max(0, partition.lastIndexOf(':'))))
            .allMatch(known::contains);
    }

    /** Retention of the files of a group. */
    public Retention retention(String group) {
        return this.sinks.stream()
            .filter((sink) -> sink.group().equals(group))
            .map(ExtraSink::retention)
            .findFirst()
            .orElse(this.retention);
    }

    private Stream<String> groups() {
        return Stream.concat(this.topics.stream(), this.sinks.stream().map(ExtraSink::group));
    }

    /**
     * When rows become durable and committed.
     *
     * @param interval longest time until a row is committed
     * @param bytes uncommitted bytes of one thread that start a commit before the
     * interval has passed; fewer are enough at the end of a burst
     */
    public record Flush(@DefaultValue("1s") @DurationMin(millis = 10) Duration interval,
            @DefaultValue("32MB") DataSize bytes) {

        /** How often threads check whether something is due. */
        public Duration tick() {
            return Duration.ofMillis(Math.max(5, Math.min(100, this.interval.toMillis() / 8)));
        }

        /**
         * Time between two commits, so that every row is committed within the interval.
         */
        public Duration pause() {
            return this.interval.multipliedBy(3).dividedBy(4);
        }

    }

    /**
     * When a file is sealed and the next one is started.
     *
     * @param bytes largest length of a file; the last row may exceed it. Depends on the
     * format when unset: 128MB, or 64MB for files that are committed as a whole
     * @param rows largest number of rows of a file; unlimited when unset
     * @param age how long a file is written, from its opening by this process. Depends on
     * the format when unset: 1h, or 1m for files that are committed as a whole
     * @param openFiles largest number of open files of a partition, one for each set of
     * columns; for one more, the least recently written file is sealed
     */
    public record Roll(@Nullable DataSize bytes, @Nullable @Min(1) Long rows,
            @Nullable @DurationMin(millis = 10) Duration age, @DefaultValue("8") @Min(1) @Max(64) int openFiles) {

        /** Returns the limits that are set, and the others of a sink's files. */
        public RollPolicy policy(RollPolicy unset) {
            return new RollPolicy((this.bytes != null) ? this.bytes.toBytes() : unset.maxBytes(),
                    (this.rows != null) ? this.rows : unset.maxRows(), (this.age != null) ? this.age : unset.maxAge(),
                    this.openFiles);
        }

    }

    /**
     * When sealed files of a partition are removed, the oldest first.
     *
     * @param age time after its last row at which a file is removed; never when unset
     * @param bytes total length of the files of a partition from which the oldest ones
     * are removed; unlimited when unset
     */
    public record Retention(@Nullable @DurationMin(millis = 100) Duration age, @Nullable DataSize bytes) {

        @AssertTrue(message = "must be 1 byte or more")
        boolean isBytesPositive() {
            return this.bytes == null || this.bytes.toBytes() > 0;
        }

    }

    public record Disk(@DefaultValue("10MB") DataSize minFree) {
    }

    /**
     * A further group with a separate copy of its topics.
     *
     * @param group name of the consumer group
     * @param topics topics that the group reads
     * @param format format of its files
     * @param compression compression of its files
     * @param directory directory of its files; a subdirectory of the output directory
     * with the name of the group when unset
     * @param store where its complete files are kept
     * @param bucket bucket of its files; required when store is s3
     * @param prefix start of the keys of its files
     * @param retention when its sealed files are removed
     */
    public record ExtraSink(@NotNull @Pattern(regexp = NAME, message = NAME_RULE) String group,
            @NotEmpty List<@Pattern(regexp = NAME, message = NAME_RULE) String> topics,
            @DefaultValue("csv") OutputFormat format, @Nullable Compression compression, @Nullable Path directory,
            @DefaultValue("disk") FileStore store, @DefaultValue("") String bucket, @DefaultValue("") String prefix,
            @DefaultValue @Valid Retention retention) {
    }

}
