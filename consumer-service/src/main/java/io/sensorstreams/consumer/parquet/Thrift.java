package io.sensorstreams.consumer.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/**
 * Reads the structures of a Parquet file from bytes that may be damaged. Parquet's own
 * reader allocates up to 100 MB for a text or a list whose length is damaged.
 */
final class Thrift {

    private Thrift() {
    }

    /**
     * Reads a structure at the start of the bytes.
     * @return number of bytes that it takes
     */
    static int read(TBase<?, ?> structure, byte[] bytes, int length) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes, 0, length);
        try {
            structure.read(new TCompactProtocol(new TIOStreamTransport(in), length, length));
        }
        catch (TException | RuntimeException | StackOverflowError e) {
            throw new IOException("its metadata is invalid: " + e.getMessage(), e);
        }
        return length - in.available();
    }

}
