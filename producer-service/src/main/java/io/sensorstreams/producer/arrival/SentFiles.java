package io.sensorstreams.producer.arrival;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

/**
 * Files that a stream has read, or left, and that are still in the directory, as a few
 * bytes each: 48 bits of a hash of the name, and 16 of a hash of size and time.
 * Immutable.
 */
final class SentFiles {

    static final int MOST = 5_000;

    private static final int STATE_BITS = 16;

    private static final long STATE_MASK = (1L << STATE_BITS) - 1;

    private static final long MIX = 0x9E3779B97F4A7C15L;

    /** Sorted. */
    private final long[] files;

    private SentFiles(long[] files) {
        this.files = files;
    }

    static SentFiles of(@Nullable String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode((text != null) ? text : ""));
        long[] files = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(files);
        return new SentFiles(files);
    }

    @Nullable String toText() {
        if (this.files.length == 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(this.files.length * Long.BYTES);
        bytes.asLongBuffer().put(this.files);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    int size() {
        return this.files.length;
    }

    boolean has(String name) {
        return indexOf(name) >= 0;
    }

    /** Whether a file is one of these, and is not as it was read, or was left. */
    boolean isPassedOver(ListedFile file) {
        int index = indexOf(file.name());
        return index >= 0 && this.files[index] != code(file);
    }

    private int indexOf(String name) {
        long least = name(name);
        int found = Arrays.binarySearch(this.files, least);
        int index = (found >= 0) ? found : -found - 1;
        return (index < this.files.length && (this.files[index] & ~STATE_MASK) == least) ? index : -1;
    }

    /** With a file whose rows were all read. */
    SentFiles withRead(ListedFile file) {
        return with(file.name(), code(file));
    }

    /** With a file of which rows were not read. */
    SentFiles withLeft(ListedFile file) {
        return with(file.name(), code(file) ^ 1);
    }

    private SentFiles with(String name, long code) {
        long least = name(name);
        return new SentFiles(LongStream
            .concat(Arrays.stream(this.files).filter((file) -> (file & ~STATE_MASK) != least), LongStream.of(code))
            .sorted()
            .toArray());
    }

    /** Without the files that are not among these. */
    SentFiles only(Collection<String> names) {
        long[] kept = names.stream().mapToLong(SentFiles::name).sorted().toArray();
        return new SentFiles(Arrays.stream(this.files)
            .filter((file) -> Arrays.binarySearch(kept, file & ~STATE_MASK) >= 0)
            .toArray());
    }

    private static long name(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits() & ~STATE_MASK
                & Long.MAX_VALUE;
    }

    private static long code(ListedFile file) {
        long state = (file.size() * MIX + file.modified().toMillis()) * MIX;
        return name(file.name()) | (state >>> (Long.SIZE - STATE_BITS));
    }

}
