package io.sensorstreams.consumer.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoreException.Kind;

/**
 * An object in memory, of which a call fails. Each check and each short read is a call.
 */
public final class StoredBytes implements CommittedBytes {

    /** Address of the store of all entries. */
    public static final String STORE = "s3://readings/august/";

    private static final int SHORT = 40;

    private final String file;

    private final byte[] bytes;

    private Supplier<IOException> failure = StoredBytes::away;

    private long first = Long.MAX_VALUE;

    private long last = Long.MAX_VALUE;

    private long calls;

    public StoredBytes(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** The same file, kept in the store. */
    public static LedgerEntry entry(LedgerEntry onDisk) {
        String key = "august/" + LedgerObject.directory(onDisk.group(), onDisk.topic(), onDisk.partition())
                + LedgerObject.name(onDisk.file(), 7);
        return onDisk.toBuilder()
            .sealed(true)
            .disk(STORE)
            .object(new LedgerObject("readings", key, "\"etag\""))
            .build();
    }

    public static StoreException away() {
        return new StoreException(Kind.AWAY, "Reading failed: the store cannot be reached");
    }

    /** Fails from a call on, counted from 0. */
    public StoredBytes failsFrom(long call) {
        this.first = call;
        return this;
    }

    /** Fails once. */
    public StoredBytes failsAt(long call) {
        this.last = call;
        return failsFrom(call);
    }

    public StoredBytes with(Supplier<IOException> other) {
        this.failure = other;
        return this;
    }

    /** Whether a call has failed. */
    public boolean hasFailed() {
        return this.calls > this.first;
    }

    private void call() throws IOException {
        long call = this.calls++;
        if (this.first <= call && call <= this.last) {
            throw this.failure.get();
        }
    }

    @Override
    public String file() {
        return this.file;
    }

    @Override
    public long length() {
        return this.bytes.length;
    }

    @Override
    public void check() throws IOException {
        call();
    }

    @Override
    public InputStream stream() {
        return new InputStream() {

            private int at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int from, int most) throws IOException {
                call();
                int count = Math.min(Math.min(SHORT, most), StoredBytes.this.bytes.length - this.at);
                System.arraycopy(StoredBytes.this.bytes, this.at, target, from, count);
                this.at += count;
                return (count > 0) ? count : -1;
            }

        };
    }

    @Override
    public BytesReader open() {
        return new RangeReader((from, into) -> {
            call();
            byte[] read = Arrays.copyOfRange(this.bytes, (int) from, (int) from + into.length);
            System.arraycopy(read, 0, into, 0, into.length);
            return into.length;
        }, this.bytes.length);
    }

}
