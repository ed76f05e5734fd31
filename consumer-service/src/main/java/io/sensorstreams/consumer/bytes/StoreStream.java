package io.sensorstreams.consumer.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

import io.sensorstreams.common.objects.StoreException;

/**
 * Bytes of an object whose failures are those of a file. Not thread-safe.
 */
final class StoreStream extends InputStream {

    private final InputStream object;

    private final Function<StoreException, IOException> failures;

    StoreStream(InputStream object, Function<StoreException, IOException> failures) {
        this.object = object;
        this.failures = failures;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        try {
            return this.object.read(target, from, most);
        }
        catch (StoreException e) {
            throw this.failures.apply(e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return this.object.skip(count);
    }

    @Override
    public void close() throws IOException {
        this.object.close();
    }

}
