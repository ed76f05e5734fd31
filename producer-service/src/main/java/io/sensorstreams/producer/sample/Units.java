package io.sensorstreams.producer.sample;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognizes lines with the units of columns. */
final class Units {

    private static final Set<String> NAMES = Set.of("c", "f", "k", "celsius", "fahrenheit", "kelvin", "%", "percent",
            "pct", "%rh", "rh", "v", "mv", "volt", "volts", "a", "ma", "amps", "w", "kw", "wh", "kwh", "hz", "khz",
            "pa", "kpa", "hpa", "mbar", "mb", "bar", "psi", "inhg", "mmhg", "mm", "cm", "m", "km", "in", "inch",
            "inches", "ft", "m/s", "km/h", "kmh", "kph", "mph", "kt", "kts", "kn", "knots", "deg", "degrees", "degt",
            "lux", "lx", "klx", "ppm", "ppb", "ntu", "s/m", "psu", "ppt", "ph", "utc", "ts", "rn", "s", "sec",
            "seconds", "ms", "min", "h", "hr", "yr", "mo", "dy", "mn", "count", "counts", "unitless", "db", "dba",
            "dbm", "nmi", "mi", "l", "ml", "m3", "m3/s", "l/min", "mg/l", "g/m3", "mg/m3", "ug/m3", "us/cm", "ms/cm",
            "w/m2", "w/m^2", "mj/m2", "umol/m2/s", "umol/s/m^2", "m s-1", "w m-2", "kg m-2", "mm/h", "mm/hr");

    private static final Set<String> AGGREGATES = Set.of("min", "max", "avg", "smp", "tot", "std", "med", "wvc", "mean",
            "sum", "average", "minimum", "maximum", "sample", "total");

    private static final Pattern DEGREES = Pattern.compile("(°|º|deg(rees?)?[ _.]?)(c|f|k|true|north|east|celsius)?");

    private Units() {
    }

    /** Whether a row has units, or the names of aggregates, and no value. */
    static boolean isUnits(SampleRow row) {
        return row.texts().stream().noneMatch((cell) -> CellKind.of(cell).isTyped())
                && row.texts().stream().anyMatch((cell) -> isUnit(cell) || isAggregate(cell));
    }

    /** Whether a row has units, or nothing, in all columns. */
    static boolean areUnitsOf(SampleRow row, Columns columns) {
        return isUnits(row) && columns.areNamedBy(row)
                && row.texts()
                    .stream()
                    .allMatch((cell) -> CellKind.of(cell) == CellKind.MISSING || isUnit(cell) || isAggregate(cell));
    }

    private static boolean isUnit(String cell) {
        String unit = cell.toLowerCase(Locale.ROOT)
            .replaceAll("^[(\\[]|[)\\]]$", "")
            .replace('²', '2')
            .replace('³', '3')
            .replace('µ', 'u')
            .replace('μ', 'u');
        return NAMES.contains(unit) || DEGREES.matcher(unit).matches();
    }

    private static boolean isAggregate(String cell) {
        return AGGREGATES.contains(cell.toLowerCase(Locale.ROOT));
    }

}
