package io.sensorstreams.producer.dialect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.sensorstreams.fuzz.Dialects;
import io.sensorstreams.fuzz.Input;
import io.sensorstreams.fuzz.Verify;
import io.sensorstreams.producer.sample.SampleEncoding;
import io.sensorstreams.producer.text.Encodings;
import io.sensorstreams.producer.text.TranscodingInput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds dialects of any bytes, and reads any bytes in any encoding. A dialect that is
 * found is the same each time and fits its own text. Reading in pieces gives the text
 * that Java reads, and the bytes that are not in the encoding can be found again.
 */
public final class DialectsFuzz {

    private static final int MOST = 8 * 1024;

    /** Encodings with one spelling of each character. */
    private static final List<String> EXACT = List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "windows-1252",
            "ISO-8859-15", "ISO-8859-1", "windows-1251", "US-ASCII", "IBM850");

    private static final List<String> OTHERS = List.of("UTF-16", "UTF-32", "Shift_JIS", "GB18030", "Big5", "EUC-KR",
            "ISO-2022-JP", "UTF-8", "x-UTF-16LE-BOM");

    private DialectsFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        if (input.flag()) {
            decode(input);
        }
        else {
            detect(input);
        }
    }

    private static void detect(Input input) {
        boolean whole = !input.flag();
        boolean declared = input.flag();
        Dialect other = declared ? Dialects.read(input) : Dialect.STANDARD;
        byte[] text = input.longRest(MOST);
        DialectDetector.Found found = DialectDetector.detect(text, whole);
        Verify.equal(DialectDetector.detect(text, whole), found, "dialect that is found again");
        found.alternatives().forEach((sentence) -> Verify.that(!sentence.isBlank(), () -> "an empty alternative"));
        Charset.forName(found.dialect().encoding());
        if (DialectCheck.faults(found.dialect()).isEmpty()) {
            Verify.equal(DialectDetector.contradiction(found.dialect(), text, whole), null,
                    "contradiction of the dialect " + found.dialect() + " that was found in its text");
        }
        if (DialectCheck.faults(other).isEmpty()) {
            String contradiction = DialectDetector.contradiction(other, text, whole);
            Verify.that(contradiction == null || (!contradiction.isBlank() && contradiction.length() < 1_000),
                    () -> "a reason: " + contradiction);
        }
    }

    private static void decode(Input input) throws IOException {
        int number = input.choice(EXACT.size() + OTHERS.size());
        boolean exact = number < EXACT.size();
        String name = exact ? EXACT.get(number) : OTHERS.get(number - EXACT.size());
        int piece = 1 + input.choice(26);
        byte[] bytes = input.longRest(MOST);
        Charset charset = Charset.forName(Encodings.resolve(name, bytes));
        SampleEncoding.decode(bytes, charset.name());
        byte[] read = new TranscodingInput(new ByteArrayInputStream(bytes), charset).readAllBytes();
        Verify.equal(new String(pieces(bytes, charset, piece), ISO_8859_1), new String(read, ISO_8859_1),
                "text in pieces");
        String java = decode(bytes, charset);
        if (java != null) {
            Verify.equal(new String(read, UTF_8), java, "text in " + charset);
        }
        else {
            Verify.that(decode(read, UTF_8) == null, () -> "bytes that are not " + charset + " become valid text");
        }
        if (exact && !hasHalfPair(read)) {
            Verify.equal(new String(TranscodingInput.encoded(read, charset), ISO_8859_1), new String(bytes, ISO_8859_1),
                    "bytes in " + charset);
        }
        else {
            TranscodingInput.encoded(read, charset);
        }
    }

    /** UTF-32 may have half of a surrogate pair, which is no character. */
    private static boolean hasHalfPair(byte[] text) {
        return new String(text, ISO_8859_1).matches("(?s).*\u00ed[\u00a0-\u00bf].*");
    }

    private static byte[] pieces(byte[] bytes, Charset charset, int piece) throws IOException {
        InputStream slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(piece, length));
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TranscodingInput in = new TranscodingInput(slow, charset);
        byte[] buffer = new byte[piece];
        int count = in.read(buffer, 0, piece);
        while (count >= 0) {
            out.write(buffer, 0, count);
            count = in.read(buffer, 0, piece);
        }
        return out.toByteArray();
    }

    /** Null when a byte is not in the encoding. */
    private static String decode(byte[] bytes, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            String string = text.toString();
            boolean pairs = new String(string.getBytes(StandardCharsets.UTF_8), UTF_8).equals(string);
            return pairs ? string : null;
        }
        catch (CharacterCodingException e) {
            return null;
        }
    }

}
