package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.Checksum;

import io.sensorstreams.common.objects.ObjectWriter.Body;
import software.amazon.awssdk.core.sync.RequestBody;

/** Makes parts of a file the bodies of calls, in constant memory. */
final class RegionBody {

    private static final int BUFFER = 64 * 1024;

    private RegionBody() {
    }

    /**
     * Reads a part of a file for its MD5; sending reads it again.
     * @param sum updated with the bytes
     */
    static Body of(Path path, long from, long bytes, Checksum sum) throws IOException {
        MessageDigest md5 = Body.newMd5();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new FileRegion(path, from, bytes)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                md5.update(buffer, 0, count);
                sum.update(buffer, 0, count);
            }
        }
        RequestBody content = RequestBody.fromContentProvider(() -> open(path, from, bytes), bytes,
                "application/octet-stream");
        return new Body(content, Body.text(md5));
    }

    private static InputStream open(Path path, long from, long bytes) {
        try {
            return new FileRegion(path, from, bytes);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
