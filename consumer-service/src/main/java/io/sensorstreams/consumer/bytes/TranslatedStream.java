package io.sensorstreams.consumer.bytes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Bytes of a stream whose reads fail with other exceptions. Not thread-safe. */
public final class TranslatedStream extends FilterInputStream {

    private final Function<IOException, IOException> failures;

    /**
     * Creates a stream.
     * @param failures returns what a read throws instead of its failure
     */
    public TranslatedStream(InputStream bytes, Function<IOException, IOException> failures) {
        super(bytes);
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
            return super.read(target, from, most);
        }
        catch (IOException e) {
            throw this.failures.apply(e);
        }
    }

}
