package io.sensorstreams.producer.arrival;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Pattern of file names: {@code *} stands for any characters, {@code ?} for one,
 * {@code [a-z0]} for one of a set, {@code [!a-z]} for one that is not in it, and
 * {@code {a,b}} for one of several texts. Upper and lower case matter. Immutable.
 */
public final class FileGlob {

    private static final int MOST_ALTERNATIVES = 100;

    private final List<List<Part>> alternatives;

    private FileGlob(List<List<Part>> alternatives) {
        this.alternatives = alternatives;
    }

    /** One character, or any number of any characters. */
    private record Part(boolean star, List<Range> ranges) {

        static final Part STAR = new Part(true, List.of());

        static final Part ANY = new Part(false, List.of(new Range(0, Character.MAX_CODE_POINT)));

        static Part literal(int character) {
            return new Part(false, List.of(new Range(character, character)));
        }

        boolean meets(Part other) {
            return this.ranges.stream()
                .anyMatch((range) -> other.ranges.stream()
                    .anyMatch((with) -> range.from <= with.to && with.from <= range.to));
        }

    }

    private record Range(int from, int to) {

    }

    /** Thrown when a text is not a pattern; the message completes "pattern ...". */
    public static final class SyntaxException extends Exception {

        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }

    }

    public static FileGlob parse(String pattern) throws SyntaxException {
        if (pattern.indexOf('/') >= 0 || pattern.indexOf('\\') >= 0) {
            throw new SyntaxException(
                    "is '" + pattern + "', expected a pattern of names without a path; files are those of the data "
                            + "directory itself, such as AIR*.csv*");
        }
        if (pattern.chars().anyMatch(Character::isISOControl)) {
            throw new SyntaxException("has control characters");
        }
        List<List<Part>> alternatives = new ArrayList<>();
        for (String alternative : expand(pattern)) {
            alternatives.add(parts(alternative, pattern));
        }
        return new FileGlob(List.copyOf(alternatives));
    }

    /** The pattern that matches only one name. */
    public static FileGlob ofName(String name) {
        return new FileGlob(List.of(name.codePoints().mapToObj(Part::literal).toList()));
    }

    private static List<String> expand(String pattern) throws SyntaxException {
        int open = pattern.indexOf('{');
        int close = pattern.indexOf('}');
        if (open < 0 && close < 0) {
            return List.of(pattern);
        }
        if (open < 0 || close < open || pattern.substring(open + 1, close).indexOf('{') >= 0) {
            throw new SyntaxException(
                    "is '" + pattern + "', expected each '{' to be closed by a '}' and none in another");
        }
        List<String> expanded = new ArrayList<>();
        List<String> ends = expand(pattern.substring(close + 1));
        for (String choice : pattern.substring(open + 1, close).split(",", -1)) {
            for (String end : ends) {
                expanded.add(pattern.substring(0, open) + choice + end);
            }
            if (expanded.size() > MOST_ALTERNATIVES) {
                throw new SyntaxException("stands for more than " + MOST_ALTERNATIVES + " alternatives in braces");
            }
        }
        return expanded;
    }

    private static List<Part> parts(String text, String pattern) throws SyntaxException {
        List<Part> parts = new ArrayList<>();
        int[] characters = text.codePoints().toArray();
        int at = 0;
        while (at < characters.length) {
            int character = characters[at++];
            if (character == '[') {
                int end = endOfSet(characters, at, pattern);
                parts.add(set(characters, at, end, pattern));
                at = end + 1;
            }
            else if (character != '*') {
                parts.add((character == '?') ? Part.ANY : Part.literal(character));
            }
            else if (parts.isEmpty() || !parts.get(parts.size() - 1).star()) {
                parts.add(Part.STAR);
            }
        }
        return List.copyOf(parts);
    }

    /** A bracket that is the first character of a set is a member of it. */
    private static int endOfSet(int[] characters, int from, String pattern) throws SyntaxException {
        int first = (from < characters.length && characters[from] == '!') ? from + 1 : from;
        for (int at = first + 1; at < characters.length; at++) {
            if (characters[at] == ']') {
                return at;
            }
        }
        throw new SyntaxException("is '" + pattern + "', expected each '[' to be closed by a ']'");
    }

    private static Part set(int[] characters, int from, int to, String pattern) throws SyntaxException {
        boolean negated = characters[from] == '!';
        List<Range> ranges = new ArrayList<>();
        for (int at = negated ? from + 1 : from; at < to; at++) {
            int first = characters[at];
            boolean range = at + 2 < to && characters[at + 1] == '-';
            int last = range ? characters[at + 2] : first;
            if (last < first) {
                throw new SyntaxException("is '" + pattern + "', in which a range of characters ends before it begins");
            }
            ranges.add(new Range(first, last));
            at += range ? 2 : 0;
        }
        return new Part(false, negated ? others(ranges) : List.copyOf(ranges));
    }

    private static List<Range> others(List<Range> ranges) {
        List<Range> sorted = new ArrayList<>(ranges);
        Collections.sort(sorted, (one, other) -> Integer.compare(one.from(), other.from()));
        List<Range> others = new ArrayList<>();
        int next = 0;
        for (Range range : sorted) {
            if (range.from() > next) {
                others.add(new Range(next, range.from() - 1));
            }
            next = Math.max(next, range.to() + 1);
        }
        if (next <= Character.MAX_CODE_POINT) {
            others.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return List.copyOf(others);
    }

    public boolean matches(String name) {
        return overlaps(ofName(name));
    }

    /** Whether there can be a name that both patterns match. */
    public boolean overlaps(FileGlob other) {
        return this.alternatives.stream()
            .anyMatch((one) -> other.alternatives.stream().anyMatch((with) -> overlap(one, with)));
    }

    private static boolean overlap(List<Part> one, List<Part> other) {
        // Element j of a row: whether the parts from i and from j have a common text.
        boolean[] below = new boolean[other.size() + 1];
        for (int i = one.size(); i >= 0; i--) {
            boolean[] row = new boolean[other.size() + 1];
            for (int j = other.size(); j >= 0; j--) {
                boolean oneEnds = i == one.size();
                boolean otherEnds = j == other.size();
                boolean oneStar = !oneEnds && one.get(i).star();
                boolean otherStar = !otherEnds && other.get(j).star();
                if (oneStar || otherStar) {
                    row[j] = (!oneEnds && below[j]) || (!otherEnds && row[j + 1]);
                }
                else {
                    row[j] = (oneEnds && otherEnds)
                            || (!oneEnds && !otherEnds && one.get(i).meets(other.get(j)) && below[j + 1]);
                }
            }
            below = row;
        }
        return below[0];
    }

}
