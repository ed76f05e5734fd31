package io.sensorstreams.consumer.sink;

import java.nio.file.Path;

import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.consumer.format.FileFormat;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group that writes one topic to files.
 *
 * @param directory directory of its files, or of its files that are not complete yet when
 * it has a store
 * @param store place of complete files in an object store; null when they stay in the
 * directory
 */
public record Sink(String group, String topic, Path directory, FileFormat format, @Nullable StoreAddress store) {

    /** A sink that keeps its files in its directory. */
    public Sink(String group, String topic, Path directory, FileFormat format) {
        this(group, topic, directory, format, null);
    }

    /** Directory of one partition's files, such as {@code output/AIR/AIR/partition=0}. */
    public Path partitionDirectory(int partition) {
        return this.directory.resolve(this.topic).resolve("partition=" + partition);
    }

    public Writing writing() {
        // An object cannot be made longer.
        return (this.store != null) ? new Writing.WholeSegments(this.format) : Writing.of(this.format);
    }

}
