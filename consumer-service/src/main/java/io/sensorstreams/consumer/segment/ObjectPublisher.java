package io.sensorstreams.consumer.segment;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.store.PartitionObjects;

/**
 * Sends complete segments to an object store. The directory has only temporary files.
 *
 * @param watch receives the name of each temporary file that is no longer needed, and
 * that of the output file
 * @param sent receives how long it took to send a file
 */
public record ObjectPublisher(PartitionObjects objects, PartitionDirectory directory, DirectoryStore.Watch watch,
        Consumer<Duration> sent) implements SegmentStore {

    @Override
    public String disk() {
        return this.objects.address();
    }

    @Override
    public LedgerEntry publish(String temporary, LedgerEntry complete) throws IOException {
        long begin = System.nanoTime();
        LedgerEntry stored = this.objects.publish(this.directory.path(temporary), complete);
        this.sent.accept(Duration.ofNanos(System.nanoTime() - begin));
        this.watch.renamed(temporary, complete.file());
        this.directory.delete(temporary);
        return stored;
    }

    /** An object is durable when the store has answered. */
    @Override
    public void force() {
    }

    /** The next recovery finds the object, and deletes it after its first commit. */
    @Override
    public void delete(String name) {
    }

    @Override
    public boolean awaitsCommit() {
        return this.objects.awaitsCommit();
    }

    @Override
    public void committed() {
        this.objects.committed();
    }

    @Override
    public void tidy() throws IOException {
        this.objects.tidy();
    }

}
