package io.sensorstreams.launcher.console.show;

/**
 * Makes texts from elsewhere safe for a terminal, which obeys control characters: rows
 * and file names may contain any.
 */
public final class Printable {

    private static final char REPLACEMENT = '\uFFFD';

    private Printable() {
    }

    /** Returns the text with a replacement for each control character. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text);
        for (int index = 0; index < printable.length(); index++) {
            if (Character.isISOControl(printable.charAt(index))) {
                printable.setCharAt(index, REPLACEMENT);
            }
        }
        return printable.toString();
    }

}
