package io.sensorstreams.consumer.compare;

/**
 * Queue of longs with access by index. Not thread-safe.
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

    /** Returns a value by its index; the oldest value has index 0. */
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
