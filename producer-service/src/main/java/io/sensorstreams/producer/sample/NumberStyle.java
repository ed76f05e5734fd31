package io.sensorstreams.producer.sample;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Decimal and thousands separators of the numbers in rows. Only columns count in which
 * all values are numbers.
 *
 * @param alternatives other ways to read the numbers, as sentences for users
 */
public record NumberStyle(String decimal, String thousands, List<String> alternatives) {

    private static final NumberStyle STANDARD = new NumberStyle(".", "", List.of());

    public static NumberStyle of(List<SampleRow> rows, int width, char delimiter) {
        List<NumberColumn> columns = IntStream.range(0, width)
            .mapToObj((i) -> NumberColumn.of(rows, i, width))
            .toList();
        boolean joined = delimiter == ',' && columns.stream().anyMatch(NumberColumn::hasCodes);
        List<NumberColumn> commas = columns.stream().filter((column) -> column.hasComma() && !joined).toList();
        List<NumberColumn> points = columns.stream().filter(NumberColumn::hasPoint).toList();
        List<NumberColumn> unclear = columns.stream().filter(NumberColumn::isUnclear).toList();
        if (isDecimalComma(commas, points, unclear, delimiter)) {
            return new NumberStyle(",", thousands(commas), alternatives(commas.isEmpty() ? unclear : List.of(),
                    " may be whole numbers: then, decimal is '.', and thousands is ','"));
        }
        String thousands = thousands(points);
        boolean standard = delimiter == ',' && thousands.isEmpty();
        List<String> alternatives = alternatives(standard ? List.of() : commas,
                " have a decimal comma, but others a decimal point");
        return (thousands.isEmpty() && alternatives.isEmpty()) ? STANDARD
                : new NumberStyle(".", thousands, alternatives);
    }

    /**
     * Whether numbers have a decimal comma. In a text that is separated by commas, such
     * numbers are quoted and rare: all must be clear.
     */
    private static boolean isDecimalComma(List<NumberColumn> commas, List<NumberColumn> points,
            List<NumberColumn> unclear, char delimiter) {
        if (delimiter == ',') {
            return points.isEmpty() && commas.stream().mapToInt(NumberColumn::commas).sum() > 1;
        }
        return commas.isEmpty() ? (points.isEmpty() && !unclear.isEmpty()) : commas.size() > points.size();
    }

    private static String thousands(List<NumberColumn> columns) {
        return columns.stream()
            .map(NumberColumn::thousands)
            .filter((thousands) -> !thousands.isEmpty())
            .findFirst()
            .orElse("");
    }

    private static List<String> alternatives(List<NumberColumn> columns, String sentence) {
        return columns.stream()
            .limit(1)
            .map((column) -> "Numbers such as '" + column.example() + "'" + sentence + ".")
            .toList();
    }

}
