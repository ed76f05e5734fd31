package io.sensorstreams.producer.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the format of times: the one that reads most of them. Among equals, it is the
 * first one by which the times have a regular step, else the first in this order:
 * <ol>
 * <li>{@link TimeFormat#ISO}
 * <li>digits such as {@code yyyyMMdd HHmm}
 * <li>numbers since 1970 by their size: seconds from 10^8, milliseconds from 10^11,
 * microseconds from 10^14, nanoseconds from 10^17
 * <li>the year first, such as {@code yyyy/MM/dd HH:mm}
 * <li>the name of the month, such as {@code d MMM yyyy H:mm}
 * <li>the day first, such as {@code dd/MM/yyyy HH:mm:ss}
 * <li>the month first, such as {@code MM/dd/yyyy h:mm a}
 * <li>a year of two digits first
 * </ol>
 */
public final class TimeDetector {

    /** Most forms of times that are looked at. */
    private static final int MAX_FORMS = 16;

    private static final Pattern DIGITS = Pattern
        .compile("((19|20)\\d{6})(([ T]?)(\\d{2}|\\d{4}|\\d{6}))?(Z|[+-]\\d{4})?");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{9,19})([.,]\\d*)?");

    private TimeDetector() {
    }

    /** The order above. */
    enum Rank {

        ISO, DIGITS, NUMBER, YEAR_FIRST, NAMED, DAY_FIRST, MONTH_FIRST, SHORT_YEAR_FIRST

    }

    /** A format that may read the times. */
    record Candidate(Rank rank, String format) {

    }

    /** Finds the format of samples. */
    public static FoundFormat find(TimeSamples samples) {
        List<Candidate> candidates = candidates(samples.texts());
        int most = 0;
        List<String> best = new ArrayList<>();
        for (Candidate candidate : candidates) {
            int readable = samples.readable(candidate.format);
            if (readable > most) {
                most = readable;
                best.clear();
            }
            if (readable == most && most > 0 && !best.contains(candidate.format)) {
                best.add(candidate.format);
            }
        }
        if (best.isEmpty()) {
            return FoundFormat.NONE;
        }
        String format = (best.size() > 1) ? best.stream().filter(samples::isRegular).findFirst().orElse(best.get(0))
                : best.get(0);
        return new FoundFormat(format,
                best.stream().filter((other) -> !other.equals(format) && samples.differ(format, other)).toList());
    }

    private static List<Candidate> candidates(List<String> texts) {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(Rank.ISO, TimeFormat.ISO));
        Map<DateForm.Kind, DateForm> forms = new LinkedHashMap<>();
        Map<String, Integer> units = new HashMap<>();
        for (String text : texts) {
            addDigits(text, candidates);
            Matcher number = NUMBER.matcher(text);
            if (number.matches()) {
                units.merge(unit(number.group(1).replaceFirst("^0+(?=.)", "").length()), 1, Integer::sum);
            }
            DateForm.Kind kind = DateForm.kind(text);
            if (kind != null && (forms.containsKey(kind) || forms.size() < MAX_FORMS)) {
                forms.computeIfAbsent(kind, DateForm::new).add(text);
            }
        }
        // Each unit reads all numbers.
        units.entrySet()
            .stream()
            .max(Map.Entry.comparingByValue())
            .ifPresent((unit) -> candidates.add(new Candidate(Rank.NUMBER, unit.getKey())));
        forms.values().forEach((form) -> candidates.addAll(form.formats()));
        candidates.sort(Comparator.comparing(Candidate::rank));
        return candidates;
    }

    private static void addDigits(String text, List<Candidate> candidates) {
        Matcher digits = DIGITS.matcher(text);
        if (digits.matches()) {
            String blank = (digits.group(4) == null) ? "" : digits.group(4).replace("T", "'T'");
            String time = (digits.group(5) == null) ? "" : "HHmmss".substring(0, digits.group(5).length());
            Candidate candidate = new Candidate(Rank.DIGITS,
                    "yyyyMMdd" + blank + time + ((digits.group(6) != null) ? "XX" : ""));
            if (!candidates.contains(candidate)) {
                candidates.add(candidate);
            }
        }
    }

    private static String unit(int digits) {
        if (digits <= 11) {
            return TimeFormat.EPOCH_SECONDS;
        }
        if (digits <= 14) {
            return TimeFormat.EPOCH_MILLIS;
        }
        return (digits <= 17) ? TimeFormat.EPOCH_MICROS : TimeFormat.EPOCH_NANOS;
    }

}
