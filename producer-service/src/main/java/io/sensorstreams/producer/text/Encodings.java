package io.sensorstreams.producer.text;

import java.nio.charset.Charset;

/**
 * Finds the order of bytes where the name of an encoding leaves it open.
 */
public final class Encodings {

    /** Bytes at the start of a text whose zeros are counted. */
    private static final int COUNTED = 4096;

    private Encodings() {
    }

    /**
     * Returns the encoding with its order of bytes: by its mark, otherwise by the zeros,
     * which most of the characters of readings have. Other encodings are returned as they
     * are.
     * @param start start of the text
     */
    public static String resolve(String encoding, byte[] start) {
        return switch (Charset.forName(encoding).name()) {
            case "UTF-16" -> "UTF-16" + (isLittle(start, 2) ? "LE" : "BE");
            case "UTF-32" -> "UTF-32" + (isLittle(start, 4) ? "LE" : "BE");
            default -> encoding;
        };
    }

    private static boolean isLittle(byte[] start, int unit) {
        if (startsWith(start, 0xff, 0xfe)) {
            return true;
        }
        if (startsWith(start, 0xfe, 0xff)) {
            return false;
        }
        int first = 0;
        int last = 0;
        for (int i = 0; i + unit <= Math.min(COUNTED, start.length); i += unit) {
            first += (start[i] == 0) ? 1 : 0;
            last += (start[i + unit - 1] == 0) ? 1 : 0;
        }
        return last > first;
    }

    private static boolean startsWith(byte[] start, int first, int second) {
        return start.length >= 2 && (start[0] & 0xff) == first && (start[1] & 0xff) == second;
    }

}
