package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.segment.CompressedLines;
import io.sensorstreams.consumer.segment.DirectoryStore;
import io.sensorstreams.consumer.segment.ObjectPublisher;
import io.sensorstreams.consumer.segment.SegmentFormat;
import io.sensorstreams.consumer.segment.SegmentStore;
import io.sensorstreams.consumer.store.PartitionObjects;

/**
 * How the files of a sink are written and committed. The format and the place of the
 * files decide it, and nothing else distinguishes the two ways.
 */
public sealed interface Writing {

    /** Files that stay in the directory of the sink. */
    static Writing of(FileFormat format) {
        return format.isPlain() ? new Appending(format) : new WholeSegments(format);
    }

    /** Limits of a file where the settings have none. */
    RollPolicy roll();

    /**
     * Longest time until a row is committed.
     * @param interval longest time between two commits
     */
    Duration longestWait(Duration interval, RollPolicy limits);

    /** Whether a writer continues a file in the ledger. */
    boolean continues(LedgerEntry entry);

    /**
     * Creates the writer of a recovered directory.
     * @param committed the files in the ledger
     * @param open the files that it continues, the last written one first
     */
    PartitionWriter writer(WriterContext context, List<LedgerEntry> committed, List<RecoveredFile> open)
            throws IOException;

    /**
     * Each commit makes the open files longer: a row is committed within the interval.
     */
    record Appending(FileFormat format) implements Writing {

        private static final RollPolicy ROLL = new RollPolicy(128L << 20, Long.MAX_VALUE, Duration.ofHours(1), 8);

        @Override
        public RollPolicy roll() {
            return ROLL;
        }

        @Override
        public Duration longestWait(Duration interval, RollPolicy limits) {
            return interval;
        }

        @Override
        public boolean continues(LedgerEntry entry) {
            return !entry.sealed() && FileFormat.of(entry.file()).equals(this.format);
        }

        @Override
        public PartitionWriter writer(WriterContext context, List<LedgerEntry> committed, List<RecoveredFile> open)
                throws IOException {
            AppendingWriter writer = new AppendingWriter(context);
            writer.resume(open, committed);
            return writer;
        }

    }

    /** A file is committed once, when it is complete. Until then its rows wait. */
    record WholeSegments(FileFormat format) implements Writing {

        private static final RollPolicy ROLL = new RollPolicy(64L << 20, Long.MAX_VALUE, Duration.ofMinutes(1), 8);

        @Override
        public RollPolicy roll() {
            return ROLL;
        }

        @Override
        public Duration longestWait(Duration interval, RollPolicy limits) {
            return limits.maxAge().plus(interval);
        }

        @Override
        public boolean continues(LedgerEntry entry) {
            return false;
        }

        @Override
        public PartitionWriter writer(WriterContext context, List<LedgerEntry> committed, List<RecoveredFile> open) {
            DirectoryWatch watch = context.watch();
            SegmentFormat segments = this.format.isParquet()
                    ? context.settings().parquet().segments(this.format.compression())
                    : new CompressedLines(this.format);
            PartitionObjects objects = context.objects();
            SegmentStore store = (objects != null)
                    ? new ObjectPublisher(objects, context.directory(), watch::sent,
                            context.settings().observer()::sent)
                    : new DirectoryStore(context.directory(), watch.disk(), watch::renamed);
            return new SegmentWriter(context, segments, store, committed);
        }

    }

}
