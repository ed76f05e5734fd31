package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of an object as the body of a response. A failure breaks the response off. Not
 * thread-safe.
 */
final class StoredBody extends InputStream {

    private final InputStream object;

    StoredBody(InputStream object) {
        this.object = object;
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
        catch (IOException e) {
            throw new BrokenBodyException(e);
        }
    }

    /** A range does not read what is before it. */
    @Override
    public long skip(long count) throws IOException {
        return this.object.skip(count);
    }

    @Override
    public void close() throws IOException {
        this.object.close();
    }

}
