package io.sensorstreams.consumer.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A file with the bytes that programs see and the bytes that are durable. Changes that
 * are not durable survive a power failure in any part. The last change may be torn, or
 * consist of zeros of the right length, as on file systems that write the length first.
 */
final class DiskFile implements DiskNode {

    private sealed interface Change {

        byte[] applyTo(byte[] bytes);

        /** Returns the same change, truncated in the middle. */
        Change torn();

        Change asZeros();

    }

    private record Write(int position, byte[] bytes) implements Change {

        @Override
        public byte[] applyTo(byte[] before) {
            byte[] after = Arrays.copyOf(before, Math.max(before.length, this.position + this.bytes.length));
            System.arraycopy(this.bytes, 0, after, this.position, this.bytes.length);
            return after;
        }

        @Override
        public Change torn() {
            return new Write(this.position, Arrays.copyOf(this.bytes, this.bytes.length / 2));
        }

        @Override
        public Change asZeros() {
            return new Write(this.position, new byte[this.bytes.length]);
        }

    }

    private record Truncate(int length) implements Change {

        @Override
        public byte[] applyTo(byte[] before) {
            return (before.length > this.length) ? Arrays.copyOf(before, this.length) : before;
        }

        @Override
        public Change torn() {
            return this;
        }

        @Override
        public Change asZeros() {
            return this;
        }

    }

    private final List<Change> pending = new ArrayList<>();

    private byte[] durable = {};

    private byte[] current = {};

    byte[] bytes() {
        return this.current;
    }

    void write(long position, byte[] bytes) {
        change(new Write(Math.toIntExact(position), bytes));
    }

    void truncate(long length) {
        change(new Truncate(Math.toIntExact(length)));
    }

    private void change(Change change) {
        this.pending.add(change);
        this.current = change.applyTo(this.current);
    }

    void force() {
        become(this.current);
    }

    @Override
    public int unforced() {
        return this.pending.size();
    }

    /** Kind of a force at this moment. */
    Call forceCall() {
        boolean onlyTruncated = !this.pending.isEmpty() && this.pending.stream().allMatch(Truncate.class::isInstance);
        return onlyTruncated ? Call.FORCE_TRUNCATED : Call.FORCE;
    }

    /** Possible contents after a power failure; the first one has all bytes. */
    List<byte[]> survivors() {
        List<byte[]> survivors = new ArrayList<>();
        survivors.add(this.current);
        byte[] prefix = this.durable;
        byte[] zeros = this.durable;
        addNew(survivors, prefix);
        for (Change change : this.pending) {
            addNew(survivors, change.torn().applyTo(prefix));
            prefix = change.applyTo(prefix);
            addNew(survivors, prefix);
            zeros = change.asZeros().applyTo(zeros);
        }
        addNew(survivors, zeros);
        return survivors;
    }

    private static void addNew(List<byte[]> survivors, byte[] bytes) {
        Predicate<byte[]> same = (other) -> Arrays.equals(bytes, other);
        if (survivors.stream().noneMatch(same)) {
            survivors.add(bytes);
        }
    }

    /** Replaces all bytes. */
    void become(byte[] bytes) {
        this.durable = bytes;
        this.current = bytes;
        this.pending.clear();
    }

}
