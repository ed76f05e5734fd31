package io.sensorstreams.consumer.segment;

import java.io.IOException;

import io.sensorstreams.common.ledger.LedgerEntry;
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
    public LedgerEntry publish(String temporary, LedgerEntry complete) throws IOException {
        this.directory.rename(temporary, complete.file());
        this.watch.renamed(temporary, complete.file());
        return complete;
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
