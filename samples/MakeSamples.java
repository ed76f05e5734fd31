import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Makes a month of invented sensor readings: {@code AIR2401.csv}, {@code EARTH2401.csv} and
 * {@code WATER2401.csv}, newest row first. The same options always make the same bytes.
 *
 * <p>Run it with a JDK alone: {@code java samples/MakeSamples.java --help}
 */
final class MakeSamples {

    private static final String USAGE = """
            Usage: java samples/MakeSamples.java [--seed N] [--out DIR] [--month YYYY-MM] [--minutes N]
              --seed N         other numbers, same kinds of readings (default 2401)
              --out DIR        where the three files go (default samples)
              --month YYYY-MM  month of the readings (default 2024-01)
              --minutes N      minutes from one row to the next (default 5)""";

    private record Options(long seed, Path out, YearMonth month, int minutes) {

        static Options parse(Deque<String> words) {
            Options options = new Options(2401, Path.of("samples"), YearMonth.of(2024, 1), 5);
            while (!words.isEmpty()) {
                String option = words.pop();
                if (words.isEmpty()) {
                    throw new IllegalArgumentException("Option " + option + " is unknown or has no value");
                }
                options = options.with(option, words.pop());
            }
            return options;
        }

        private Options with(String option, String value) {
            try {
                return switch (option) {
                    case "--seed" -> new Options(Long.parseLong(value), out, month, minutes);
                    case "--out" -> new Options(seed, Path.of(value), month, minutes);
                    case "--month" -> new Options(seed, out, YearMonth.parse(value), minutes);
                    case "--minutes" -> new Options(seed, out, month, Math.max(1, Integer.parseInt(value)));
                    default -> throw new IllegalArgumentException("Option " + option + " is unknown");
                };
            }
            catch (NumberFormatException | DateTimeException e) {
                throw new IllegalArgumentException("Option " + option + " cannot be '" + value + "'", e);
            }
        }

        List<LocalDateTime> times() {
            List<LocalDateTime> times = new ArrayList<>();
            LocalDateTime end = month.plusMonths(1).atDay(1).atStartOfDay();
            for (LocalDateTime at = month.atDay(1).atStartOfDay(); at.isBefore(end); at = at.plusMinutes(minutes)) {
                times.add(at);
            }
            return times;
        }

        Path file(String topic) {
            return out.resolve(topic + month.format(DateTimeFormatter.ofPattern("yyMM")) + ".csv");
        }

    }

    /** How a station writes a number; the three are mixed in one row. */
    private enum Style {

        /** {@code 27}. */
        WHOLE {
            @Override
            String text(double value) {
                return String.valueOf(Math.round(value));
            }
        },
        /** {@code 27.0}. */
        TENTHS {
            @Override
            String text(double value) {
                return String.format(Locale.ROOT, "%.1f", value);
            }
        },
        /** {@code 27}, {@code 26.9}. */
        SHORT {
            @Override
            String text(double value) {
                String tenths = TENTHS.text(value);
                return tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths;
            }
        };

        abstract String text(double value);

    }

    /** What a sensor measures, asked once for each time in ascending order. */
    private interface Signal {

        double at(LocalDateTime time);

    }

    /**
     * @param dropsOut whether the cell is {@code ---} while the station's gas module is away
     */
    private record Column(String name, Style style, boolean dropsOut, Signal signal) {
    }

    /**
     * @param stations one station after the other, each for an equal part of the month
     * @param gaps minutes without rows, each stretch somewhere in the month
     */
    private record Table(String topic, List<String> stations, List<Integer> gaps, List<Column> columns) {

        String header() {
            return "Time,Station," + String.join(",", columns.stream().map(Column::name).toList());
        }

    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss");

    private final Options options;

    private final Random random;

    private MakeSamples(Options options, String topic) {
        this.options = options;
        this.random = new Random(options.seed() * 31 + topic.hashCode());
    }

    public static void main(String[] args) throws IOException {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        if (words.contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        try {
            make(Options.parse(words));
        }
        catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            System.exit(2);
        }
    }

    private static void make(Options options) throws IOException {
        Files.createDirectories(options.out());
        MakeSamples air = new MakeSamples(options, "AIR");
        air.write(air.air());
        MakeSamples earth = new MakeSamples(options, "EARTH");
        earth.write(earth.earth());
        MakeSamples water = new MakeSamples(options, "WATER");
        water.write(water.water());
    }

    private Table air() {
        Rain rain = new Rain();
        return new Table("AIR", List.of("SVDT1", "SVDT3", "SVDT1"), List.of(6 * 60 + 25, 95, 40, 5, 5, 5), List.of(
                new Column("Temperature", Style.TENTHS, false, daily(27.2, 3.9, 14, 0.5, 12, 45)),
                new Column("Moisture", Style.TENTHS, false, daily(86, 13, 3, 2.2, 20, 100)),
                new Column("Light", Style.WHOLE, false, daylight(1900)),
                new Column("Total_Rainfall", Style.TENTHS, false, rain::total),
                new Column("Rainfall", Style.SHORT, false, rain::now),
                new Column("Wind_Direction", Style.WHOLE, true, daily(130, 35, 16, 25, 0, 359)),
                new Column("PM2.5", Style.SHORT, true, spiked(daily(1.6, 0.6, 7, 0.5, 0.1, 50), 500)),
                new Column("PM10", Style.SHORT, true, spiked(daily(4.1, 1.7, 7, 1.1, 0.1, 100), 999.9)),
                new Column("CO", Style.WHOLE, true, daily(3, 1.5, 18, 0.7, 1, 12)),
                new Column("NOx", Style.WHOLE, true, daily(-0.9, 0.8, 18, 0.3, 0, 5)),
                new Column("SO2", Style.WHOLE, true, daily(-2, 0.5, 18, 0.3, 0, 5))));
    }

    private Table earth() {
        return new Table("EARTH", List.of("SVDT3"), List.of(11 * 60, 15, 5, 5), List.of(
                new Column("Moisture", Style.TENTHS, false, daily(24, 5, 4, 4, 0, 60)),
                new Column("Temperature", Style.TENTHS, false, daily(27.4, 1.6, 16, 0.2, 15, 40)),
                new Column("Salinity", Style.TENTHS, false, spiked(daily(12.8, 0.9, 12, 0.8, 0, 20), 20)),
                new Column("pH", Style.TENTHS, false, daily(8.1, 0.4, 10, 0.3, 0, 14)),
                new Column("Water_Root", Style.WHOLE, false, (time) -> 0),
                new Column("Water_Leaf", Style.WHOLE, false, daily(-0.7, 1.1, 5, 0.1, 0, 1)),
                new Column("Water_Level", Style.WHOLE, false, (time) -> 1),
                new Column("Voltage", Style.TENTHS, false, daily(15.6, 0.7, 13, 0.1, 11, 16.8))));
    }

    private Table water() {
        return new Table("WATER", List.of("SVDT2"), List.of(4 * 60 + 10, 180, 60, 10, 5, 5, 5), List.of(
                new Column("pH", Style.SHORT, false, daily(8.1, 0.2, 15, 0.1, 0, 14)),
                new Column("DO", Style.TENTHS, false, spiked(daily(3.9, 0.5, 15, 0.2, 0, 20), 20)),
                new Column("Temperature", Style.TENTHS, false, daily(28.1, 1.2, 17, 0.2, 15, 40)),
                new Column("Salinity", Style.TENTHS, false, daily(114, 1.4, 6, 0.9, 0, 200))));
    }

    private void write(Table table) throws IOException {
        List<LocalDateTime> times = options.times();
        Set<Integer> missing = spans(times.size(), table.gaps());
        Set<Integer> droppedOut = spans(times.size(), List.of(120, 35, 35, 20, 10, 10));
        Deque<String> newestFirst = new ArrayDeque<>();
        for (int i = 0; i < times.size(); i++) {
            String station = table.stations().get(i * table.stations().size() / times.size());
            String row = row(table, times.get(i), station, droppedOut.contains(i));
            if (!missing.contains(i)) {
                newestFirst.push(row);
            }
        }
        try (BufferedWriter file = Files.newBufferedWriter(options.file(table.topic()))) {
            file.write(table.header() + "\n");
            for (String row : newestFirst) {
                file.write(row + "\n");
            }
        }
    }

    private static String row(Table table, LocalDateTime time, String station, boolean droppedOut) {
        StringBuilder row = new StringBuilder(TIME.format(time)).append(',').append(station);
        for (Column column : table.columns()) {
            String text = column.style().text(column.signal().at(time));
            row.append(',').append((droppedOut && column.dropsOut()) ? "---" : text);
        }
        return row.toString();
    }

    /** Row numbers of stretches of so many minutes each, anywhere in the month. */
    private Set<Integer> spans(int rows, List<Integer> minutes) {
        Set<Integer> spans = new HashSet<>();
        for (int length : minutes) {
            int first = random.nextInt(rows);
            for (int i = first; i < Math.min(rows, first + Math.max(1, length / options.minutes())); i++) {
                spans.add(i);
            }
        }
        return spans;
    }

    /** A wave with its crest at an hour of the day, some wandering around it, and the sensor's limits. */
    private Signal daily(double mean, double swing, int peakHour, double wander, double floor, double ceiling) {
        Wander noise = new Wander(wander);
        return (time) -> {
            double phase = 2 * StrictMath.PI * (hour(time) - peakHour) / 24;
            return Math.min(ceiling, Math.max(floor, mean + swing * StrictMath.cos(phase) + noise.next()));
        };
    }

    private Signal daylight(double noon) {
        Wander clouds = new Wander(0.3);
        return (time) -> {
            double height = StrictMath.sin(StrictMath.PI * (hour(time) - 5.8) / 12.2);
            return Math.max(0, noon * height * Math.max(0.15, 0.8 + clouds.next()));
        };
    }

    /** The signal, but now and then the sensor shows the most it can. */
    private Signal spiked(Signal signal, double ceiling) {
        BooleanSupplier spikes = () -> random.nextInt(2000) == 0;
        return (time) -> {
            double value = signal.at(time);
            return spikes.getAsBoolean() ? ceiling : value;
        };
    }

    private static double hour(LocalDateTime time) {
        return time.getHour() + time.getMinute() / 60.0;
    }

    /** Noise that remembers: a step is small, a day's course is not. */
    private final class Wander {

        private static final double MEMORY = 0.98;

        private final double size;

        private double value;

        private Wander(double size) {
            this.size = size;
        }

        double next() {
            value = MEMORY * value + StrictMath.sqrt(1 - MEMORY * MEMORY) * size * random.nextGaussian();
            return value;
        }

    }

    /** Showers in the afternoon; the total is asked first and moves on. */
    private final class Rain {

        private double total = 1482.6;

        private double now;

        double total(LocalDateTime time) {
            boolean mayStart = hour(time) > 13 && hour(time) < 19 && random.nextInt(150) == 0;
            now = (mayStart || (now > 0 && random.nextInt(7) != 0)) ? 0.2 + random.nextInt(22) / 10.0 : 0;
            total += now;
            return total;
        }

        double now(LocalDateTime time) {
            return now;
        }

    }

}
