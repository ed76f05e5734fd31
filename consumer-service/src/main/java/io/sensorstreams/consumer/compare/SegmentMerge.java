package io.sensorstreams.consumer.compare;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.reread.SinkLines;

/**
 * Compares the lines of Kafka's records with the lines of one file. While both sides
 * agree, it compares bytes and stores nothing. Where they differ, it searches for the
 * nearest line from which they agree again, and adds the lines before it to the
 * {@link LineDifference}. Not thread-safe.
 */
final class SegmentMerge {

    /** Number of lines on each side in which a common line is searched. */
    private static final int WINDOW = 4096;

    private final String name;

    private final SinkLines kafka;

    private final FileLines file;

    private final LineDifference difference;

    private final Findings findings;

    private final LongQueue kafkaAhead = new LongQueue();

    private final LongQueue offsetsAhead = new LongQueue();

    private final LongQueue fileAhead = new LongQueue();

    /** Rows of the file that were compared. */
    private long rows;

    private long misfits;

    private long unread;

    private boolean lostStep;

    SegmentMerge(String name, SinkLines kafka, FileLines file, LineDifference difference, Findings findings) {
        this.name = name;
        this.kafka = kafka;
        this.file = file;
        this.difference = difference;
        this.findings = findings;
    }

    /**
     * Compares the records before an offset with the rest of the file.
     * @param current whether the current record is compared first
     */
    void run(boolean current, long end) {
        if (current && !compareBytes()) {
            resync(end);
        }
        while (stepTogether(end)) {
            resync(end);
        }
        if (this.misfits > 0 && !this.file.isUnread()) {
            this.findings
                .problem("%s has %d rows with other columns than its header".formatted(this.name, this.misfits));
        }
    }

    long rows() {
        return this.rows;
    }

    /** Rows of Kafka after the last one that was read, when the store failed. */
    long unread() {
        return this.unread;
    }

    boolean lostStep() {
        return this.lostStep;
    }

    /** Advances while both sides agree; false at the end of both. */
    private boolean stepTogether(long end) {
        while (this.kafka.advance(end)) {
            if (!compareBytes()) {
                return true;
            }
        }
        return addFileLine();
    }

    private boolean compareBytes() {
        this.misfits += this.kafka.format().fits() ? 0 : 1;
        LineBuffer line = this.kafka.line();
        if (this.file.skip(line.array(), line.length())) {
            this.rows++;
            return true;
        }
        addKafkaLine(line);
        return false;
    }

    /** Processes a difference until no line is buffered. */
    private void resync(long end) {
        while (!this.kafkaAhead.isEmpty() || !this.fileAhead.isEmpty()) {
            lookAhead(1, end);
            if (!this.kafkaAhead.isEmpty() && !this.fileAhead.isEmpty()
                    && this.kafkaAhead.get(0) == this.fileAhead.get(0)) {
                removeKafka(1);
                removeFile(1);
            }
            else {
                lookAhead(WINDOW, end);
                passOver();
            }
        }
    }

    private void lookAhead(int lines, long end) {
        while (this.kafkaAhead.size() < lines && this.kafka.advance(end)) {
            this.misfits += this.kafka.format().fits() ? 0 : 1;
            addKafkaLine(this.kafka.line());
        }
        while (this.fileAhead.size() < lines && addFileLine()) {
            // The condition adds the lines.
        }
    }

    private void addKafkaLine(LineBuffer line) {
        LineHash.ofEachLine(line, (hash) -> {
            this.kafkaAhead.add(hash);
            this.offsetsAhead.add(this.kafka.offset());
        });
    }

    private boolean addFileLine() {
        if (!this.file.nextLine()) {
            return false;
        }
        this.fileAhead.add(this.file.lineHash());
        return true;
    }

    private void passOver() {
        int ofKafka = this.kafkaAhead.size();
        int ofFile = this.fileAhead.size();
        Optional<Agreement> agreement = nearestAgreement();
        if (agreement.isPresent()) {
            ofKafka = agreement.get().inKafka();
            ofFile = agreement.get().inFile();
        }
        else if (this.file.isUnread()) {
            this.unread += ofKafka;
            removeKafka(ofKafka);
            ofKafka = 0;
        }
        this.lostStep |= agreement.isEmpty() && ofKafka > 0 && ofFile > 0;
        if (ofKafka + ofFile > 0) {
            describe(ofKafka, ofFile);
        }
        for (int i = 0; i < ofKafka; i++) {
            this.difference.inKafka(this.kafkaAhead.get(i));
        }
        for (int i = 0; i < ofFile; i++) {
            this.difference.inFiles(this.fileAhead.get(i));
        }
        removeKafka(ofKafka);
        removeFile(ofFile);
    }

    /** Finds the common buffered line with the fewest lines before it. */
    private Optional<Agreement> nearestAgreement() {
        Map<Long, Integer> inFile = new HashMap<>();
        for (int i = this.fileAhead.size() - 1; i >= 0; i--) {
            inFile.put(this.fileAhead.get(i), i);
        }
        return IntStream.range(0, this.kafkaAhead.size())
            .filter((inKafka) -> inFile.containsKey(this.kafkaAhead.get(inKafka)))
            .mapToObj((inKafka) -> new Agreement(inKafka, inFile.getOrDefault(this.kafkaAhead.get(inKafka), 0)))
            .min(Comparator.comparingInt(Agreement::distance));
    }

    private void describe(int ofKafka, int ofFile) {
        long row = this.rows + 1;
        String rows = Findings.span("row", row, row + ofFile - 1);
        String offsets = (ofKafka == 0) ? ""
                : Findings.span("offset", this.offsetsAhead.get(0), this.offsetsAhead.get(ofKafka - 1));
        if (ofFile == 0) {
            this.findings.problem("%s lacks %s before row %d".formatted(this.name, offsets, row));
        }
        else if (ofKafka == 0) {
            this.findings.problem("%s has %s, which Kafka does not have there".formatted(this.name, rows));
        }
        else {
            this.findings.problem("%s has %s in place of %s".formatted(this.name, rows, offsets));
        }
    }

    private void removeKafka(int lines) {
        this.kafkaAhead.remove(lines);
        this.offsetsAhead.remove(lines);
    }

    private void removeFile(int lines) {
        this.fileAhead.remove(lines);
        this.rows += lines;
    }

    /** A line that both sides have, with the number of lines before it on each side. */
    private record Agreement(int inKafka, int inFile) {

        int distance() {
            return this.inKafka + this.inFile;
        }

    }

    /** Queue of longs with access by index. */
    private static final class LongQueue {

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

}
