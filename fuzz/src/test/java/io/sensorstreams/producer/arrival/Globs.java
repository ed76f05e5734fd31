package io.sensorstreams.producer.arrival;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.sensorstreams.fuzz.Verify;

/** Patterns of file names. */
public final class Globs {

    private Globs() {
    }

    /** A pattern matches what the same pattern as a regular expression matches. */
    public static void check(String first, String second, String name) {
        try {
            FileGlob one = FileGlob.parse(first);
            FileGlob other = FileGlob.parse(second);
            boolean matches = one.matches(name);
            Verify.equal(matches, regex(first).matcher(name).matches(), "'" + first + "' matches '" + name + "'");
            boolean overlaps = one.overlaps(other);
            Verify.equal(other.overlaps(one), overlaps, "'" + first + "' overlaps '" + second + "'");
            Verify.that(overlaps || !matches || !other.matches(name),
                    () -> "'" + first + "' and '" + second + "' match '" + name + "', but do not overlap");
        }
        catch (FileGlob.SyntaxException e) {
            Verify.message(e, 1_000);
        }
    }

    private static Pattern regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (String alternative : expand(glob)) {
            regex.append(regex.isEmpty() ? "" : "|").append("(?:");
            int[] characters = alternative.codePoints().toArray();
            for (int i = 0; i < characters.length; i++) {
                switch (characters[i]) {
                    case '*' -> regex.append((i > 0 && characters[i - 1] == '*') ? "" : ".*");
                    case '?' -> regex.append('.');
                    case '[' -> i = set(characters, i + 1, regex);
                    default -> regex.append(escaped(characters[i]));
                }
            }
            regex.append(')');
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Braces are expanded first, so that they have no meaning in a set. */
    private static List<String> expand(String glob) {
        int open = glob.indexOf('{');
        if (open < 0) {
            return List.of(glob);
        }
        int close = glob.indexOf('}');
        return expand(glob.substring(close + 1)).stream()
            .flatMap((end) -> Stream.of(glob.substring(open + 1, close).split(",", -1))
                .map((choice) -> glob.substring(0, open) + choice + end))
            .toList();
    }

    private static int set(int[] characters, int from, StringBuilder regex) {
        boolean negated = characters[from] == '!';
        int at = negated ? from + 1 : from;
        regex.append(negated ? "[^" : "[");
        do {
            regex.append(escaped(characters[at]));
            if (characters[at + 1] == '-' && characters[at + 2] != ']') {
                regex.append('-').append(escaped(characters[at + 2]));
                at += 2;
            }
            at++;
        }
        while (characters[at] != ']');
        regex.append(']');
        return at;
    }

    private static String escaped(int character) {
        return "\\x{" + Integer.toHexString(character) + "}";
    }

}
