package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

import io.sensorstreams.common.objects.ObjectWriter;
import io.sensorstreams.common.objects.ObjectWriter.Begun;
import io.sensorstreams.common.objects.ObjectWriter.Body;
import io.sensorstreams.common.objects.ObjectWriter.Target;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one file to a store, at once or in parts. Owned by one thread.
 */
final class SegmentUpload {

    private static final Logger LOGGER = LoggerFactory.getLogger(SegmentUpload.class);

    /** Largest object that is written at once. */
    static final long AT_ONCE = 16 << 20;

    /** Bytes of a part, unless the file has more than 10,000 of them. */
    private static final long PART = 16 << 20;

    /** A thread of a consumer must not be away from Kafka for 5 minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final ObjectWriter writer;

    private final Target target;

    private final FinishedSegment segment;

    private final CRC32C sum = new CRC32C();

    SegmentUpload(ObjectWriter writer, Target target, FinishedSegment segment) {
        this.writer = writer;
        this.target = target;
        this.segment = segment;
    }

    /**
     * Returns the ETag of the object.
     * @throws StoreException of kind {@code CHANGED} when there is an object with the key
     */
    String send() throws IOException {
        if (this.segment.bytes() <= AT_ONCE) {
            Body body = RegionBody.of(this.segment.path(), 0, this.segment.bytes(), this.sum);
            checkSum();
            return this.writer.put(this.target, body);
        }
        Begun begun = this.writer.begin(this.target);
        try {
            List<String> parts = sendParts(begun);
            checkSum();
            return this.writer.complete(begun, parts);
        }
        catch (IOException | RuntimeException | Error e) {
            abort(begun);
            throw e;
        }
    }

    private List<String> sendParts(Begun begun) throws IOException {
        long bytes = this.segment.bytes();
        long part = Math.max(PART, (bytes + ObjectWriter.MAX_PARTS - 1) / ObjectWriter.MAX_PARTS);
        List<String> parts = new ArrayList<>();
        long begin = System.nanoTime();
        for (long from = 0; from < bytes; from += part) {
            Body body = RegionBody.of(this.segment.path(), from, Math.min(part, bytes - from), this.sum);
            parts.add(this.writer.part(begun, parts.size() + 1, body));
            if (System.nanoTime() - begin > LONGEST.toNanos()) {
                throw new StoreException(Kind.AWAY,
                        "Sending '" + this.target.key() + "' with " + bytes + " bytes takes longer than "
                                + LONGEST.toSeconds() + " s; reduce sensor.roll.bytes (SENSOR_ROLL_BYTES)");
            }
        }
        return parts;
    }

    /** Before the object exists. */
    private void checkSum() throws IOException {
        String found = String.format("%08x", this.sum.getValue());
        if (!found.equals(this.segment.crc32c())) {
            throw new IOException(
                    "File " + this.segment.path() + " has CRC-32C " + found + " in its first " + this.segment.bytes()
                            + " bytes, but " + this.segment.crc32c() + " was written; check the disk and its memory");
        }
    }

    private void abort(Begun begun) {
        try {
            this.writer.abort(begun.target().key(), begun.id());
        }
        catch (StoreException e) {
            LOGGER.atDebug()
                .addKeyValue("file", begun.target().key())
                .setCause(e)
                .log("The parts of an unfinished upload stay until the partition is recovered");
        }
    }

}
