package io.sensorstreams.consumer.compare;

/**
 * A queue of longs that can be looked into. Not thread-safe.
 */
final class LongQueue {

    private long[] values = new long[64];

    private int head;

    private int size;

    int size() {
        return this.size;
    }

    boolean isEmpty() {
        return this.size == 0;
    }

    /** A value by its place, 0 for the one that was added first. */
    long get(int place) {
        return this.values[this.head + place];
    }

    void add(long value) {
        if (this.head + this.size == this.values.length) {
            long[] target = (2 * this.size > this.values.length) ? new long[2 * this.values.length] : this.values;
            System.arraycopy(this.values, this.head, target, 0, this.size);
            this.values = target;
            this.head = 0;
        }
        this.values[this.head + this.size] = value;
        this.size++;
    }

    void remove(int count) {
        this.head += count;
        this.size -= count;
    }

}
