package io.sensorstreams.consumer.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoreException.Kind;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.store.ObjectSegments;
import io.sensorstreams.consumer.store.StoredSegment;

/**
 * Committed bytes of a file that is kept as an object. All reads are of the content that
 * was committed.
 *
 * @param file name of the output file
 */
record StoreBytes(ObjectSegments store, StoredSegment object, String file) implements CommittedBytes {

    @Override
    public long length() {
        return this.object.bytes();
    }

    @Override
    public void check() throws IOException {
        try {
            this.store.check(this.object);
        }
        catch (StoreException e) {
            throw failure(e);
        }
    }

    @Override
    public InputStream stream() {
        return new TranslatedStream(this.store.open(this.object, 0, this.object.bytes()),
                (e) -> (e instanceof StoreException store) ? failure(store) : e);
    }

    @Override
    public BytesReader open() {
        return new RangeReader(this::read, this.object.bytes());
    }

    private int read(long from, byte[] into) throws IOException {
        try {
            return this.store.read(this.object, from, into);
        }
        catch (StoreException e) {
            throw failure(e);
        }
    }

    /** Makes a failure that concerns the object one of a file. */
    private IOException failure(StoreException e) {
        if (e.kind() == Kind.MISSING) {
            IOException gone = new NoSuchFileException(this.object.key());
            gone.initCause(e);
            return gone;
        }
        return (e.kind() == Kind.CHANGED) ? new DamagedContentException("the object was replaced", e) : e;
    }

}
