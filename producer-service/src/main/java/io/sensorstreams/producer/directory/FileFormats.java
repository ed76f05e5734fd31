package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.dialect.DialectCheck;
import io.sensorstreams.producer.dialect.DialectDetector;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.text.Encodings;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a file is read: as it was read before, as declared, or as it looks.
 */
public final class FileFormats {

    /** Bytes at the start of a file that show its dialect. */
    private static final int START = 64 * 1024;

    /** Most alternatives that are kept, and most characters of each. */
    private static final int MAX_ALTERNATIVES = 10;

    private static final int MAX_SENTENCE = 500;

    private FileFormats() {
    }

    /**
     * Returns the text as it is read after a position.
     * @param declared null to read the file as it looks
     * @throws SourceException when a file that was not read before does not fit the
     * declared dialect
     */
    public static CsvText resume(CsvText text, @Nullable Dialect declared, Position from) throws IOException {
        if (from.bytes() == 0) {
            return open(text, declared);
        }
        FileIdentity seen = from.seen();
        FileFormat stored = (seen != null) ? seen.format() : null;
        // Earlier versions stored none and read all files in the standard dialect.
        FileFormat format = (stored != null) ? stored : FileFormat.STANDARD;
        check(text.name(), format.dialect());
        return text.in(format);
    }

    /** Returns the text as it is read from its start. */
    public static CsvText open(CsvText text, @Nullable Dialect declared) throws IOException {
        if (declared != null) {
            check(text.name(), declared);
        }
        byte[] start = text.start(START);
        boolean whole = start.length < START;
        if (declared == null) {
            return text.in(detect(start, whole));
        }
        String contradiction = DialectDetector.contradiction(declared, start, whole);
        if (contradiction != null) {
            throw new UnfitDialectException(text.name() + " " + contradiction);
        }
        Dialect dialect = declared.withEncoding(Encodings.resolve(declared.encoding(), start));
        return text.in(new FileFormat(dialect, null, List.of()));
    }

    private static FileFormat detect(byte[] start, boolean whole) {
        DialectDetector.Found found = DialectDetector.detect(start, whole);
        List<String> alternatives = found.alternatives()
            .stream()
            .limit(MAX_ALTERNATIVES)
            .map((sentence) -> sentence.substring(0, Math.min(MAX_SENTENCE, sentence.length())))
            .toList();
        return new FileFormat(found.dialect(), null, alternatives);
    }

    /** A stored dialect may be invalid here, for example its encoding unknown. */
    private static void check(String file, Dialect dialect) throws SourceException {
        Map<String, String> faults = DialectCheck.faults(dialect);
        if (!faults.isEmpty()) {
            throw new SourceException(file + " cannot be read, because its dialect is invalid: " + faults);
        }
    }

}
