package io.sensorstreams.fuzz;

import java.util.List;

import io.sensorstreams.producer.dialect.BlankRows;
import io.sensorstreams.producer.dialect.Dialect;

/** Reads dialects from inputs. */
public final class Dialects {

    private Dialects() {
    }

    /** A dialect with one header line, in UTF-8; it may be invalid. */
    public static Dialect read(Input input) {
        String delimiter = input.oneOf(",", ";", "\t", "|", " ", ":", "^", "'", "\"", "-");
        String quote = input.oneOf("\"", "'", "", "|", "~");
        String escape = input.oneOf("", "\\", "^", "\"", "'");
        String comment = input.oneOf("", "#", "//", "\u00a7", ";;");
        boolean trim = input.flag();
        boolean lenient = input.flag();
        BlankRows blankRows = input.oneOf(BlankRows.SKIP, BlankRows.KEEP);
        String decimal = input.oneOf(".", ",");
        String thousands = input.oneOf("", ",", ".", "'", " ", "\u00a0", "\u2009");
        return new Dialect(delimiter, quote, escape, decimal, thousands, "UTF-8", 0, 1, List.of(), 0, comment, trim,
                lenient, blankRows);
    }

}
