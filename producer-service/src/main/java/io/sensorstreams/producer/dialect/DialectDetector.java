package io.sensorstreams.producer.dialect;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.producer.sample.SampleEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dialect of a text from its start. The standard needs no evidence, each
 * deviation from it does. Of dialects that fit equally well, the first one in this order
 * is found: comma before semicolon, tab, bar and others; double before single quotes;
 * decimal point before decimal comma; header line before none.
 */
public final class DialectDetector {

    private DialectDetector() {
    }

    /**
     * A dialect that was found.
     *
     * @param alternatives other ways to read the text, as sentences for users
     */
    public record Found(Dialect dialect, List<String> alternatives) {

        public Found {
            alternatives = List.copyOf(alternatives);
        }

    }

    /**
     * Finds the dialect.
     * @param start first bytes of the text, without compression; 64 KiB are enough
     * @param whole whether these are all bytes
     */
    public static Found detect(byte[] start, boolean whole) {
        SampleEncoding encoding = SampleEncoding.of(start, whole);
        String text = SampleEncoding.decode(start, encoding.name());
        List<String> alternatives = new ArrayList<>();
        if (!encoding.sure()) {
            alternatives.add("The text is not UTF-8, and has no mark: other encodings with one byte for each character,"
                    + " such as ISO-8859-15, fit as well as " + encoding.name() + ".");
        }
        Dialect dialect = new DialectSearch(text, whole, alternatives).find(encoding.name());
        return new Found(dialect.equals(Dialect.STANDARD) ? Dialect.STANDARD : dialect, alternatives);
    }

    /**
     * Returns why a declared dialect clearly does not fit a text, as the end of a
     * sentence such as "looks separated by ';'"; null when it may fit.
     * @param start first bytes of the text, without compression; 64 KiB are enough
     * @param whole whether these are all bytes
     */
    public static @Nullable String contradiction(Dialect declared, byte[] start, boolean whole) {
        String misfit = Misfit.of(declared, start, whole);
        // Who declares the dialect that was found is not refused, whatever the text is.
        return (misfit != null && detect(start, whole).dialect().equals(declared)) ? null : misfit;
    }

}
