package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.sensorstreams.consumer.bytes.BytesReader;

/** Content of a file that is not compressed. */
record PlainContent(BytesReader file, long length) implements FileContent {

    @Override
    public int read(byte[] target, int from, int count, long place) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(target, from, (int) Math.min(count, this.length - place));
        long at = place;
        while (bytes.hasRemaining()) {
            int read = this.file.read(bytes, at);
            if (read < 0) {
                break;
            }
            at += read;
        }
        return (int) (at - place);
    }

    @Override
    public void close() throws IOException {
        this.file.close();
    }

}
