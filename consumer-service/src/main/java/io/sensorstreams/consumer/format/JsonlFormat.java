package io.sensorstreams.consumer.format;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object on each line (<a href="https://jsonlines.org">JSON Lines</a>):
 * the unchanged bytes of the record's value. Every value fits every file.
 */
public final class JsonlFormat implements LineFormat {

    private final RowDecoder row = new RowDecoder();

    private byte[] current = {};

    private boolean inFile;

    @Override
    public void read(byte @Nullable [] value) throws MalformedRowException {
        if (value == null) {
            throw new MalformedRowException("value is null (a tombstone), expected a JSON object");
        }
        this.row.decode(value);
        for (byte b : value) {
            if (b == '\n' || b == '\r') {
                throw new MalformedRowException("value has a line break between its members, expected one line");
            }
        }
        this.current = value;
    }

    @Override
    public boolean fits() {
        return this.inFile;
    }

    @Override
    public boolean fits(FileColumns columns) {
        return true;
    }

    @Override
    public FileColumns file() {
        return FileColumns.ANY;
    }

    @Override
    public void continueFile(FileColumns columns) {
        this.inFile = true;
    }

    @Override
    public void startFile(LineBuffer out) {
        this.inFile = true;
    }

    @Override
    public void resumeFile(byte[] firstLine) {
        this.inFile = true;
    }

    @Override
    public void appendLine(LineBuffer out) {
        out.append(this.current, 0, this.current.length);
        out.append((byte) '\n');
    }

}
