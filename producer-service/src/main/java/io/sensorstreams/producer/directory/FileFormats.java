package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sensorstreams.producer.csv.CsvHeader;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.dialect.BlankRows;
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

    /** Bytes of a line of which few fit into the start. */
    private static final int LONG_LINE = START / 8;

    /**
     * How earlier versions, which stored no format, read all files: they sent rows of
     * separators only.
     */
    private static final FileFormat FORMER = new FileFormat(Dialect.STANDARD.withBlankRows(BlankRows.KEEP), null,
            List.of());

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
        FileFormat format = (stored != null) ? stored : FORMER;
        check(text.name(), DialectCheck.faultsOfStored(format.dialect()));
        return text.in(format);
    }

    /** Returns the text as it is read from its start. */
    public static CsvText open(CsvText text, @Nullable Dialect declared) throws IOException {
        if (declared != null) {
            check(text.name(), DialectCheck.faults(declared));
        }
        CsvText.Start start = start(text);
        if (declared == null) {
            return text.in(detect(start));
        }
        String contradiction = DialectDetector.contradiction(declared, start.bytes(), start.whole());
        if (contradiction != null) {
            throw new UnfitDialectException(text.name() + " " + contradiction);
        }
        Dialect dialect = declared.withEncoding(Encodings.resolve(declared.encoding(), start.bytes()));
        return text.in(new FileFormat(dialect, null, List.of()));
    }

    /** Reads more when a row is so long that few fit. */
    private static CsvText.Start start(CsvText text) throws IOException {
        int most = START;
        CsvText.Start start = text.start(most);
        while (start.bytes().length == most && most < CsvHeader.MAX_START && !hasRowsAfterLongOne(start.bytes())) {
            most *= 2;
            start = text.start(most);
        }
        return start;
    }

    /** Whether two lines end after the first long line, which may be the header. */
    private static boolean hasRowsAfterLongOne(byte[] start) {
        int from = 0;
        int ends = -1;
        for (int i = 0; i < start.length; i++) {
            boolean end = start[i] == '\n';
            if (ends < 0 && i - from >= LONG_LINE) {
                ends = 0;
            }
            ends += (end && ends >= 0) ? 1 : 0;
            from = end ? i + 1 : from;
        }
        return ends < 0 || ends > 2;
    }

    private static FileFormat detect(CsvText.Start start) {
        DialectDetector.Found found = DialectDetector.detect(start.bytes(), start.whole());
        List<String> alternatives = new ArrayList<>(found.alternatives());
        Dialect dialect = found.dialect();
        if (!DialectCheck.faults(dialect).isEmpty()) {
            alternatives.add(0,
                    "The names of the columns that were found cannot be used: " + DialectCheck.faults(dialect) + ".");
            dialect = dialect.withoutColumns();
        }
        if (!DialectCheck.faults(dialect).isEmpty()) {
            alternatives.add(0, "The dialect that was found cannot be used: " + DialectCheck.faults(dialect) + ".");
            dialect = Dialect.STANDARD;
        }
        return new FileFormat(dialect, null,
                alternatives.stream()
                    .limit(MAX_ALTERNATIVES)
                    .map((sentence) -> sentence.substring(0, Math.min(MAX_SENTENCE, sentence.length())))
                    .toList());
    }

    /** A stored dialect may be invalid here, for example its encoding unknown. */
    private static void check(String file, Map<String, String> faults) throws SourceException {
        if (!faults.isEmpty()) {
            throw new SourceException(file + " cannot be read, because its dialect is invalid: " + faults);
        }
    }

}
