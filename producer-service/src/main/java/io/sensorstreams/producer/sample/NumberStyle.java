package io.sensorstreams.producer.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decimal and thousands separators of the numbers in rows. Only columns count in which
 * all values are numbers, or nearly all in rows that are not separated by commas.
 *
 * @param alternatives other ways to read the numbers, as sentences for users
 */
public record NumberStyle(String decimal, String thousands, List<String> alternatives) {

    private static final String MAY_BE_DECIMAL = " may have a decimal comma: then, decimal is ','";

    private static final String WHOLE = " may be whole numbers: then, decimal is ',', and thousands is '.'";

    public static NumberStyle of(List<SampleRow> rows, int width, char delimiter) {
        Numbers numbers = new Numbers(
                IntStream.range(0, width).mapToObj((i) -> NumberColumn.of(rows, i, width, delimiter != ',')).toList());
        boolean comma = (delimiter == ',') ? numbers.areQuotedCommas() : numbers.areCommas();
        if (comma) {
            return new NumberStyle(",", numbers.thousandsOfCommas(), numbers.alternativesOfCommas(delimiter == ','));
        }
        return new NumberStyle(".", thousands(numbers.points()), numbers.alternativesOfPoints(delimiter == ','));
    }

    private static String thousands(List<NumberColumn> columns) {
        return columns.stream()
            .map(NumberColumn::thousands)
            .filter((thousands) -> !thousands.isEmpty())
            .findFirst()
            .orElse("");
    }

    private record Numbers(List<NumberColumn> columns) {

        private List<NumberColumn> those(Predicate<NumberColumn> predicate) {
            return this.columns.stream().filter(predicate).toList();
        }

        List<NumberColumn> commas() {
            return those(NumberColumn::hasComma);
        }

        List<NumberColumn> points() {
            return those(NumberColumn::hasPoint);
        }

        List<NumberColumn> unclearPoints() {
            return those(NumberColumn::isUnclearPoint);
        }

        List<NumberColumn> unclearCommas() {
            return those(NumberColumn::isUnclear);
        }

        /** Clear commas are not outvoted by unclear points. */
        boolean areCommas() {
            return commas().isEmpty() ? (points().isEmpty() && unclearPoints().isEmpty() && !unclearCommas().isEmpty())
                    : commas().size() > points().size();
        }

        /**
         * Between commas, numbers with a decimal comma are quoted and rare: all must be
         * clear, and none may be a pair of numbers.
         */
        boolean areQuotedCommas() {
            return points().isEmpty() && unclearPoints().isEmpty()
                    && this.columns.stream().noneMatch((column) -> column.hasCodes() || column.hasPairs())
                    && commas().stream().anyMatch(NumberColumn::isFullOfCommas)
                    && commas().stream().mapToInt(NumberColumn::commas).sum() > 1;
        }

        /** Points between groups count beside clear commas only. */
        String thousandsOfCommas() {
            String thousands = thousands(commas());
            if (!thousands.isEmpty() || commas().isEmpty() || !points().isEmpty()) {
                return thousands;
            }
            boolean grouped = this.columns.stream().anyMatch((column) -> column.hasPointGroups() && !column.isMixed());
            return (grouped || !unclearPoints().isEmpty()) ? "." : "";
        }

        List<String> alternativesOfCommas(boolean quoted) {
            List<String> found = new ArrayList<>();
            if (commas().isEmpty()) {
                add(found, unclearCommas(), NumberColumn::example,
                        " may be whole numbers: then, decimal is '.', and thousands is ','");
                add(found, those(NumberColumn::hasPointGroups), NumberColumn::groupExample, WHOLE);
            }
            if (quoted) {
                add(found, commas(), NumberColumn::example, " may be two numbers: then, decimal is '.'");
            }
            add(found, points(), NumberColumn::pointExample, " have a decimal point, but others a decimal comma");
            add(found, unclearPoints(), NumberColumn::pointExample, " may have a decimal point: then, decimal is '.'");
            return found;
        }

        List<String> alternativesOfPoints(boolean quoted) {
            List<String> found = new ArrayList<>();
            List<NumberColumn> commas = Stream
                .concat(commas().stream(), those(NumberColumn::hasCommasAndTexts).stream())
                .toList();
            boolean mixed = !points().isEmpty() || !unclearPoints().isEmpty();
            add(found, commas, NumberColumn::example,
                    mixed ? " have a decimal comma, but others a decimal point" : MAY_BE_DECIMAL);
            if (!mixed) {
                if (quoted && commas.isEmpty()) {
                    add(found, unclearCommas(), NumberColumn::example, MAY_BE_DECIMAL);
                }
                add(found, those(NumberColumn::hasPointGroups), NumberColumn::groupExample, WHOLE);
            }
            return found;
        }

        private static void add(List<String> found, List<NumberColumn> columns, Function<NumberColumn, String> example,
                String sentence) {
            columns.stream()
                .limit(1)
                .map((column) -> "Numbers such as '" + example.apply(column) + "'" + sentence + ".")
                .forEach(found::add);
        }

    }

}
