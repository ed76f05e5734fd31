package io.sensorstreams.consumer.segment;

import java.io.IOException;

import io.sensorstreams.consumer.directory.PartitionDirectory;

/**
 * Gives complete segments their final names in the partition's directory.
 *
 * @param disk id of the directory
 * @param watch receives the old and the new name of each file
 */
public record DirectoryStore(PartitionDirectory directory, String disk, Watch watch) implements SegmentStore {

    @FunctionalInterface
    public interface Watch {

        void renamed(String from, String to) throws IOException;

    }

    @Override
    public void publish(String temporary, String name) throws IOException {
        this.directory.rename(temporary, name);
        this.watch.renamed(temporary, name);
    }

    @Override
    public void force() throws IOException {
        this.directory.force();
    }

    @Override
    public void delete(String name) throws IOException {
        this.directory.delete(name);
    }

}
