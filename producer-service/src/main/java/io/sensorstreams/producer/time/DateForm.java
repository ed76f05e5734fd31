package io.sensorstreams.producer.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.sensorstreams.producer.time.TimeDetector.Candidate;
import io.sensorstreams.producer.time.TimeDetector.Rank;
import org.jspecify.annotations.Nullable;

/**
 * A form of times with a date in three parts, with what was seen of its numbers. Makes
 * the patterns that may read it. Not thread-safe.
 */
final class DateForm {

    private static final Pattern TIME = Pattern.compile(
            """
                    (?<a>\\d{1,4}|[A-Za-z]{3,9})(?<sep>[/.\\- ])(?<b>\\d{1,2}|[A-Za-z]{3,9})(?<sep2>,?[/.\\- ])\
                    (?<c>\\d{1,4})((?<between>,? |T)(?<hour>\\d{1,2})(?<colon>[:.])\\d{2}(?<second>\\k<colon>\\d{2}((?<point>[.,])\
                    (?<fraction>\\d{1,9}))?)?(?<half> ?[AaPp][Mm])?(?<offset> ?(Z|[+-]\\d{2}:\\d{2}|[+-]\\d{4}|[A-Z]{3,4}))?)?""");

    /**
     * What distinguishes forms.
     *
     * @param year digits of the year; 0 when it is the first part
     * @param between text between date and time; empty without a time
     * @param colon text between hour and minute
     * @param half pattern of AM or PM; may be empty, like the pattern of the offset
     */
    record Kind(Part first, Part second, int year, String separator, String secondSeparator, String between,
            String colon, String half, String offset) {

    }

    enum Part {

        YEAR, NUMBER, SHORT_NAME, NAME

    }

    private final Kind kind;

    /** Whether all numbers have two digits, and one is known to be padded. */
    private boolean wide = true;

    private boolean padded;

    private boolean minutesOnly;

    private boolean seconds;

    private String point = "";

    /** Numbers of digits of the fractions, 0 without one. */
    private final TreeSet<Integer> fractions = new TreeSet<>(Comparator.reverseOrder());

    DateForm(Kind kind) {
        this.kind = kind;
    }

    /** Returns null for a text that is no such time. */
    static @Nullable Kind kind(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        String half = time.group("half");
        Part first = part(time.group("a"));
        int year = (first == Part.YEAR) ? 0 : time.group("c").length();
        return new Kind(first, part(time.group("b")), year, time.group("sep"), time.group("sep2"),
                text(time.group("between")), text(time.group("colon")),
                (half == null) ? "" : half.substring(0, half.length() - 2) + "a", offset(text(time.group("offset"))));
    }

    private static Part part(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return (text.length() > 2) ? Part.YEAR : Part.NUMBER;
        }
        return (text.length() == 3) ? Part.SHORT_NAME : Part.NAME;
    }

    private static String offset(String text) {
        String blank = text.startsWith(" ") ? " " : "";
        String offset = text.strip();
        if (offset.isEmpty()) {
            return "";
        }
        if (Character.isLetter(offset.charAt(0)) && offset.length() > 1) {
            return blank + "z";
        }
        return blank + ((offset.length() == 5) ? "XX" : "XXX");
    }

    private static String text(@Nullable String text) {
        return (text != null) ? text : "";
    }

    void add(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return;
        }
        String day = (this.kind.first == Part.YEAR) ? time.group("c") : time.group("a");
        Stream.of(day, time.group("b"), text(time.group("hour"))).forEach((number) -> {
            this.wide &= number.length() != 1;
            this.padded |= number.startsWith("0");
        });
        boolean second = time.group("second") != null;
        this.seconds |= second;
        this.minutesOnly |= !second;
        this.fractions.add(text(time.group("fraction")).length());
        this.point = (time.group("point") != null) ? time.group("point") : this.point;
    }

    /** Returns the patterns of this form. */
    List<Candidate> formats() {
        boolean wider = this.wide && this.padded;
        String day = wider ? "dd" : "d";
        String month = wider ? "MM" : "M";
        String year = (this.kind.year == 2) ? "yy" : "yyyy";
        List<Candidate> formats = new ArrayList<>();
        if (this.kind.first == Part.YEAR) {
            add(formats, Rank.YEAR_FIRST, "yyyy", month, day);
        }
        else if (isName(this.kind.first)) {
            names(this.kind.first).forEach((name) -> add(formats, Rank.NAMED, name, day, year));
        }
        else if (isName(this.kind.second)) {
            names(this.kind.second).forEach((name) -> add(formats, Rank.NAMED, day, name, year));
        }
        else {
            add(formats, Rank.DAY_FIRST, day, month, year);
            if (!this.kind.separator.equals(".")) {
                add(formats, Rank.MONTH_FIRST, month, day, year);
            }
            if (this.kind.year == 2) {
                add(formats, Rank.SHORT_YEAR_FIRST, "yy", month, day);
            }
        }
        return formats;
    }

    private static boolean isName(Part part) {
        return part == Part.SHORT_NAME || part == Part.NAME;
    }

    /** May is both a short name and a name. */
    private static List<String> names(Part part) {
        return (part == Part.NAME) ? List.of("MMMM") : List.of("MMM", "MMMM");
    }

    private void add(List<Candidate> formats, Rank rank, String first, String second, String third) {
        formats.add(
                new Candidate(rank, first + this.kind.separator + second + this.kind.secondSeparator + third + time()));
    }

    private String time() {
        if (this.kind.between.isEmpty()) {
            return "";
        }
        boolean wider = this.wide && this.padded;
        String hour = this.kind.half.isEmpty() ? "H" : "h";
        String second = "";
        if (this.seconds) {
            second = this.kind.colon + "ss" + fraction();
            second = this.minutesOnly ? "[" + second + "]" : second;
        }
        return this.kind.between.replace("T", "'T'") + (wider ? hour + hour : hour) + this.kind.colon + "mm" + second
                + this.kind.half + this.kind.offset;
    }

    /**
     * Fractions may have fewer digits in other rows, when zeros at their end are left
     * out.
     */
    private String fraction() {
        int most = this.fractions.first();
        if (most == 0) {
            return "";
        }
        if (this.fractions.size() == 1) {
            return this.point + "S".repeat(most);
        }
        StringBuilder fraction = new StringBuilder();
        for (int digits = most; digits > 0; digits--) {
            fraction.append('[').append(this.point).append("S".repeat(digits)).append(']');
        }
        return fraction.toString();
    }

}
