package io.sensorstreams.common.objects;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.common.objects.ObjectWriter.Begun;
import io.sensorstreams.common.objects.ObjectWriter.Body;
import io.sensorstreams.common.objects.ObjectWriter.Target;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a stream of unknown length to an object, in bounded memory. The object exists
 * when {@link #close} has returned, and not at all when writing failed. Owned by one
 * thread.
 */
public final class ObjectOutput extends OutputStream {

    private static final Logger LOGGER = LoggerFactory.getLogger(ObjectOutput.class);

    /** Stores require 5 MB; with 10,000 parts, an object has at most 80 GB. */
    private static final int PART = 8 << 20;

    private static final int FIRST = 64 * 1024;

    private final ObjectWriter writer;

    private final Target target;

    private final List<String> parts = new ArrayList<>();

    private byte[] buffer = new byte[FIRST];

    private int length;

    private @Nullable Begun upload;

    private boolean over;

    public ObjectOutput(ObjectWriter writer, Target target) {
        this.writer = writer;
        this.target = target;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] { (byte) one }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (this.over) {
            throw new IOException("The output of '" + this.target.key() + "' is closed");
        }
        int done = 0;
        while (done < count) {
            if (this.length == PART) {
                flushPart();
            }
            if (this.length == this.buffer.length) {
                this.buffer = Arrays.copyOf(this.buffer, Math.min(PART, 2 * this.buffer.length));
            }
            int fits = Math.min(count - done, this.buffer.length - this.length);
            System.arraycopy(bytes, offset + done, this.buffer, this.length, fits);
            this.length += fits;
            done += fits;
        }
    }

    private void flushPart() throws IOException {
        try {
            if (this.upload == null) {
                this.upload = this.writer.begin(this.target);
            }
            if (this.parts.size() == ObjectWriter.MAX_PARTS) {
                throw new IOException("'" + this.target.key() + "' has more than " + ObjectWriter.MAX_PARTS
                        + " parts of " + PART + " bytes");
            }
            this.parts.add(this.writer.part(this.upload, this.parts.size() + 1, Body.of(this.buffer, this.length)));
            this.length = 0;
        }
        catch (IOException | RuntimeException | Error e) {
            abort();
            throw e;
        }
    }

    /** Leaves nothing in the store. */
    public void abort() {
        this.over = true;
        Begun begun = this.upload;
        this.upload = null;
        if (begun != null) {
            try {
                this.writer.abort(this.target.key(), begun.id());
            }
            catch (StoreException e) {
                LOGGER.atWarn()
                    .addKeyValue("file", this.target.key())
                    .setCause(e)
                    .log("The parts of an unfinished upload stay in the store until its rule for them removes them");
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (this.over) {
            return;
        }
        if (this.upload == null) {
            this.over = true;
            this.writer.put(this.target, Body.of(this.buffer, this.length));
            return;
        }
        flushPart();
        Begun begun = this.upload;
        try {
            this.writer.complete(begun, this.parts);
            this.over = true;
        }
        catch (IOException | RuntimeException | Error e) {
            abort();
            throw e;
        }
    }

}
