package io.sensorstreams.producer.publish;

import java.time.Instant;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.StoredJson;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.row.RowFaults;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads and validates the records of the topic {@value Topics#POSITIONS}. Stateless.
 */
final class OwnerRecordDecoder implements TopicTable.Decoder<OwnerRecord> {

    /** Prefix of the keys of ownerships. The name of a stream has no slash. */
    static final String PARTITION = "partition/";

    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");

    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    private static final Pattern FILE = Pattern.compile("(?!\\.)[^/\\\\\\p{Cntrl}]{1,300}");

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]{0,500}");

    /** Eight bytes of each file, in Base64. */
    private static final Pattern SENT = Pattern.compile("[A-Za-z0-9+/]{0,65536}={0,2}");

    /** More than any source has, and far below the limit of {@code long}. */
    private static final long MOST = 1L << 53;

    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private static final int MOST_BYTES = 256 * 1024;

    private static final StoredJson OWNERSHIPS = new StoredJson(MOST_BYTES, "applied");

    private static final StoredJson STATUSES = new StoredJson(MOST_BYTES, "stream", "origin", "topic", "run", "row",
            "bytes", "rowsRead", "rowsSent", "rowsRejected", "ended");

    private final ToIntFunction<String> partitions;

    /** The function maps the name of a stream to its partition. */
    OwnerRecordDecoder(ToIntFunction<String> partitions) {
        this.partitions = partitions;
    }

    @Override
    public void checkKey(String key, int partition) throws RefusedRecordException {
        int expected;
        if (key.startsWith(PARTITION)) {
            String number = key.substring(PARTITION.length());
            check(NUMBER.matcher(number).matches(), "has a key that names no partition");
            expected = Integer.parseInt(number);
        }
        else {
            check(NAME.matcher(key).matches(), "has a key that is not the name of a stream");
            expected = this.partitions.applyAsInt(key);
        }
        check(partition == expected, "is in partition " + partition + ", but its key belongs to partition " + expected);
    }

    @Override
    public OwnerRecord decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
        if (record.key().startsWith(PARTITION)) {
            Ownership ownership = OWNERSHIPS.read(record.value(), Ownership.class);
            check(isPrintable(ownership.owner()), "has an invalid 'owner'");
            check(ownership.applied() >= -1, "has the number " + ownership.applied() + " as its 'applied'");
            return ownership;
        }
        StreamStatus status = STATUSES.read(record.value(), StreamStatus.class);
        check(status.position(), record.key());
        StreamReport report = status.report();
        if (report != null) {
            check(report);
        }
        RowFaults faults = status.faults();
        if (faults != null) {
            check("rejected", faults.rejected());
            check("untimed", faults.untimed());
            check("unkeyed", faults.unkeyed());
        }
        return status;
    }

    private static void check(StreamPosition position, String key) throws RefusedRecordException {
        check(position.stream().equals(key), "has the value of another stream");
        check(isPrintable(position.origin()), "has an invalid 'origin'");
        check(NAME.matcher(position.topic()).matches(), "has a 'topic' that Kafka does not allow");
        String file = position.file();
        check(file == null || FILE.matcher(file).matches(), "has a 'file' that is not the name of a file");
        check(position.run() >= 1 && position.run() <= MOST, "has the number " + position.run() + " as its 'run'");
        checkCount("row", position.row());
        checkCount("bytes", position.bytes());
        checkCount("rowsRead", position.rowsRead());
        checkCount("rowsSent", position.rowsSent());
        checkCount("rowsRejected", position.rowsRejected());
        Long continued = position.continued();
        checkCount("continued", (continued != null) ? continued : 0);
        FileIdentity seen = position.seen();
        if (seen != null) {
            check(seen);
        }
        ClockMark clock = position.clock();
        if (clock != null) {
            check(clock.origin() != null && isPrintable(clock.origin()), "has an invalid 'clock.origin'");
            checkCount("clock.seek", clock.seek());
            checkCount("clock.skipped", clock.skipped());
        }
        FilePlace place = position.place();
        if (place != null) {
            check(place);
        }
    }

    private static void check(FilePlace place) throws RefusedRecordException {
        check(place.file() != null && FILE.matcher(place.file()).matches(),
                "has a 'place.file' that is not the name of a file");
        check(place.state() != null, "has no 'place.state'");
        checkCount("place.firstRow", place.firstRow());
        checkCount("place.before", place.before());
        check(place.sent() == null || SENT.matcher(place.sent()).matches(), "has an invalid 'place.sent'");
    }

    private static void check(FileIdentity seen) throws RefusedRecordException {
        checkCount("seen.size", seen.size());
        checkCount("seen.bytes", seen.bytes());
        checkCount("seen.header", seen.header());
        checkCount("seen.checksum", seen.checksum());
        checkCount("seen.start", seen.unread());
        check(seen.unread() <= seen.bytes(), "has an invalid 'seen.start'");
        check(isPrintable(seen.key()), "has an invalid 'seen.key'");
        FileFormat format = seen.format();
        if (format != null) {
            check(format.dialect() != null && isPrintable(format.timeFormat()), "has an invalid 'seen.format'");
            check(format.alternatives().stream().allMatch(OwnerRecordDecoder::isPrintable),
                    "has an invalid 'seen.format.alternatives'");
        }
    }

    private static void checkCount(String field, long count) throws RefusedRecordException {
        check(count >= 0 && count <= MOST, "has the number " + count + " as its '" + field + "'");
    }

    private static void check(StreamReport report) throws RefusedRecordException {
        check(report.definition() >= -1, "has an invalid 'report.definition'");
        check(report.ratePerSecond() >= 0 && report.ratePerSecond() <= MOST, "has an invalid 'report.ratePerSecond'");
        check(report.lagMillis() >= 0 && report.lagMillis() <= MOST, "has an invalid 'report.lagMillis'");
        check(report.at() != null && isInTime(report.at()), "has an invalid 'report.at'");
        check(report.nextDue() == null || isInTime(report.nextDue()), "has an invalid 'report.nextDue'");
        FilesReport files = report.files();
        if (files != null) {
            check(isPrintable(files.waits()), "has an invalid 'report.files.waits'");
            check(files.passedOver().stream().allMatch((file) -> FILE.matcher(file).matches()),
                    "has an invalid 'report.files.passedOver'");
            checkCount("report.files.passedOverCount", files.passedOverCount());
        }
    }

    private static void check(String kind, @Nullable RowFault fault) throws RefusedRecordException {
        if (fault != null) {
            checkCount("faults." + kind + ".rows", fault.rows());
            check(fault.line() == null || fault.line() >= 1, "has an invalid 'faults." + kind + ".line'");
            check(fault.reason() != null && isPrintable(fault.reason()), "has an invalid 'faults." + kind + ".reason'");
        }
    }

    private static boolean isInTime(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    private static boolean isPrintable(@Nullable String text) {
        return text == null || PRINTABLE.matcher(text).matches();
    }

    private static void check(boolean valid, String fault) throws RefusedRecordException {
        if (!valid) {
            throw new RefusedRecordException(fault);
        }
    }

}
