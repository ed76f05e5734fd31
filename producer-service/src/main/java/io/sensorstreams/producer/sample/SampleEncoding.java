package io.sensorstreams.producer.sample;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Encoding of the start of a text.
 *
 * @param name name of the charset
 * @param marked whether the text begins with the mark of the encoding
 * @param sure whether no other encoding fits as well
 */
public record SampleEncoding(String name, boolean marked, boolean sure) {

    static final SampleEncoding UTF8 = new SampleEncoding("UTF-8", false, true);

    public static final String ONE_BYTE = "windows-1252";

    private static final char MARK = '\ufeff';

    /** Characters besides letters that are usual in such texts. */
    private static final String SIGNS = "°²³±·€§´«»½¼¾‘’“”„–—…‰ª\u00a0";

    /** Finds the encoding of the start of a text; UTF-8 when nothing is clear. */
    public static SampleEncoding of(byte[] start, boolean whole) {
        String marked = byMark(start);
        if (!marked.isEmpty()) {
            return new SampleEncoding(marked, true, true);
        }
        String wide = byZeros(start);
        if (!wide.isEmpty()) {
            return new SampleEncoding(wide, false, true);
        }
        return isOneByte(start, whole) ? new SampleEncoding(ONE_BYTE, false, false) : UTF8;
    }

    private static String byMark(byte[] start) {
        if (begins(start, 0xef, 0xbb, 0xbf)) {
            return "UTF-8";
        }
        if (begins(start, 0xff, 0xfe)) {
            return begins(start, 0xff, 0xfe, 0, 0) ? "UTF-32LE" : "UTF-16LE";
        }
        if (begins(start, 0, 0, 0xfe, 0xff)) {
            return "UTF-32BE";
        }
        return begins(start, 0xfe, 0xff) ? "UTF-16BE" : "";
    }

    private static boolean begins(byte[] start, int... mark) {
        if (start.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((start[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** A text that is mostly ASCII has zeros at fixed places in UTF-16 and UTF-32. */
    private static String byZeros(byte[] start) {
        int[] zeros = new int[4];
        int units = start.length / 4;
        for (int i = 0; i < units * 4; i++) {
            zeros[i % 4] += (start[i] == 0) ? 1 : 0;
        }
        if (units < 2) {
            return "";
        }
        boolean[] many = new boolean[4];
        boolean[] few = new boolean[4];
        for (int i = 0; i < 4; i++) {
            many[i] = zeros[i] * 10 >= units * 7;
            few[i] = zeros[i] * 20 <= units;
        }
        if (many[1] && many[3]) {
            return (few[0] && few[2]) ? "UTF-16LE" : (few[0] && many[2]) ? "UTF-32LE" : "";
        }
        return !(many[0] && many[2]) ? "" : (few[1] && few[3]) ? "UTF-16BE" : "";
    }

    /**
     * Whether the bytes are no UTF-8, but the text of an encoding with one byte for each
     * character. One damaged row of values is no such text.
     */
    private static boolean isOneByte(byte[] start, boolean whole) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(start);
        CharBuffer out = CharBuffer.allocate(start.length + 1);
        int malformed = 0;
        Set<Integer> lines = new HashSet<>();
        int line = 0;
        int counted = 0;
        CoderResult result = decoder.decode(in, out, whole);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                for (; counted < in.position(); counted++) {
                    line += (start[counted] == '\n') ? 1 : 0;
                }
                lines.add(line);
                if (!isPlausible(in.get())) {
                    return false;
                }
                malformed++;
            }
            result = decoder.decode(in, out, whole);
        }
        long valid = out.flip().chars().filter((c) -> c > 0x7f).count();
        return malformed > valid && out.chars().noneMatch(SampleEncoding::isBinary)
                && (lines.size() > 1 || isAboveValues(start, lines));
    }

    /** Whether a line is the first one, or before all with a number or a time. */
    private static boolean isAboveValues(byte[] start, Set<Integer> lines) {
        List<String> text = decode(start, ONE_BYTE).lines().toList();
        return lines.contains(0) || lines.stream()
            .anyMatch((line) -> text.stream().limit(line + 1L).noneMatch(SampleEncoding::hasValue));
    }

    private static boolean hasValue(String line) {
        return Stream.of(line.split("[,;\t|]"))
            .map((cell) -> cell.replace("\"", ""))
            .anyMatch((cell) -> CellKind.of(cell).isTyped());
    }

    private static boolean isPlausible(byte b) {
        char c = new String(new byte[] { b }, Charset.forName(ONE_BYTE)).charAt(0);
        return (Character.isLetter(c) && c != 'ÿ' && c != 'þ') || SIGNS.indexOf(c) >= 0;
    }

    private static boolean isBinary(int c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1f;
    }

    /** Decodes the start of a text, without its mark. */
    public static String decode(byte[] start, String encoding) {
        CharsetDecoder decoder = Charset.forName(encoding)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer out = CharBuffer.allocate((int) (start.length * (double) decoder.maxCharsPerByte()) + 2);
        decoder.decode(ByteBuffer.wrap(start), out, true);
        String text = out.flip().toString();
        return (!text.isEmpty() && text.charAt(0) == MARK) ? text.substring(1) : text;
    }

}
