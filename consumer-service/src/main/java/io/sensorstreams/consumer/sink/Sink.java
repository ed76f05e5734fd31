package io.sensorstreams.consumer.sink;

import java.nio.file.Path;

import io.sensorstreams.consumer.format.FileFormat;

/** A consumer group that writes one topic to files below {@code <out>/<group>}. */
public record Sink(String group, String topic, Path directory, FileFormat format) {

    /** Directory of one partition's files, such as {@code output/AIR/AIR/partition=0}. */
    public Path partitionDirectory(int partition) {
        return this.directory.resolve(this.topic).resolve("partition=" + partition);
    }

    public Writing writing() {
        return Writing.of(this.format);
    }

}
