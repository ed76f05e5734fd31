package io.sensorstreams.consumer.series;

import java.util.Arrays;
import java.util.List;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowDecoder;

/**
 * Splits the rows of a JSON Lines file. A row may have other columns than the row before.
 */
final class JsonLines implements Lines {

    private final RowDecoder decoder = new RowDecoder();

    private boolean row;

    @Override
    public int next(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        if (end == to) {
            return INCOMPLETE;
        }
        try {
            this.decoder.decode(Arrays.copyOfRange(bytes, from, end));
            this.row = true;
        }
        catch (MalformedRowException e) {
            this.row = false;
        }
        return end + 1;
    }

    @Override
    public boolean isRow() {
        return this.row;
    }

    @Override
    public List<String> columns() {
        return this.decoder.columns();
    }

    @Override
    public byte[] bytes(int cell) {
        return this.decoder.bytes(cell);
    }

    @Override
    public int start(int cell) {
        return this.decoder.start(cell);
    }

    @Override
    public int end(int cell) {
        return this.decoder.end(cell);
    }

}
