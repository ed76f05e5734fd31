package io.sensorstreams.producer.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Defines the readings of the topics AIR, EARTH and WATER, in the order of the columns of
 * their files after time and station.
 */
public final class Readings {

    private static final Map<String, Readings> BY_TOPIC = Map.of("AIR", air(), "EARTH", earth(), "WATER", water());

    private final List<String> stations;

    /** Factories of columns, by name; the argument is the seed. */
    private final Map<String, LongFunction<Column>> columns = new LinkedHashMap<>();

    private Readings(String... stations) {
        this.stations = List.of(stations);
    }

    public static List<String> topics() {
        return BY_TOPIC.keySet().stream().sorted().toList();
    }

    /** Only for {@link #topics}. */
    static Readings of(String topic) {
        Readings readings = BY_TOPIC.get(topic);
        if (readings == null) {
            throw new IllegalArgumentException("No readings of '" + topic + "', only of " + topics());
        }
        return readings;
    }

    List<String> stations() {
        return this.stations;
    }

    Map<String, Column> columns(long seed) {
        Map<String, Column> made = new LinkedHashMap<>();
        this.columns.forEach((name, column) -> made.put(name, column.apply(seed)));
        return made;
    }

    private static Readings air() {
        return new Readings("SVDT1", "SVDT3").signal("Temperature", 29, 5, 14, 1.5, 1, 15, 45)
            .signal("Moisture", 86, -12, 14, 6, 1, 30, 100)
            .signal("Light", -200, 1900, 13, 600, 0, 0, 5000)
            .shower("Total_Rainfall", true)
            .shower("Rainfall", false)
            .signal("Wind_Direction", 125, 4, 14, 110, 0, 0, 359)
            .signal("PM2.5", 1.2, 0.2, 20, 1, 1, 0.1, 10)
            .signal("PM10", 3, 0.4, 20, 2.8, 1, 0.1, 50)
            .signal("CO", 3, 1.7, 14, 1.2, 0, 1, 8)
            .signal("NOx", 0.2, 0.1, 8, 0.6, 0, 0, 5)
            .signal("SO2", 0.1, 0.1, 8, 0.6, 0, 0, 5);
    }

    private static Readings earth() {
        return new Readings("SVDT3").signal("Moisture", 24, -0.8, 11, 4, 1, 0, 60)
            .signal("Temperature", 28, 0.8, 15, 0.9, 1, 20, 40)
            .signal("Salinity", 12.8, 0.1, 4, 2.9, 1, 0, 30)
            .signal("pH", 8.4, 0, 0, 1.4, 1, 2, 11)
            .signal("Water_Root", 0.1, 0, 0, 0.5, 0, 0, 1)
            .signal("Water_Leaf", 0.1, 0, 0, 0.5, 0, 0, 1)
            .signal("Water_Level", 1, 0, 0, 0.4, 0, 0, 2)
            .signal("Voltage", 16.1, 0.1, 5, 0.3, 1, 12, 18);
    }

    private static Readings water() {
        return new Readings("SVDT2").signal("pH", 8.3, 0.05, 4, 0.12, 1, 6, 10)
            .signal("DO", 3.7, -0.1, 14, 0.25, 1, 0, 12)
            .signal("Temperature", 29.2, 1.4, 16, 1.2, 1, 18, 38)
            .signal("Salinity", 114.4, 0.3, 2, 1.6, 1, 90, 130);
    }

    private Readings signal(String name, double base, double daily, double peakHour, double noise, int decimals,
            double min, double max) {
        this.columns.put(name, (seed) -> new Signal(Draw.hash(seed, name.hashCode()), base, daily, peakHour, noise,
                decimals, min, max));
        return this;
    }

    private Readings shower(String name, boolean total) {
        // Both columns show the same rain, so the seed does not depend on the name of the
        // column.
        this.columns.put(name, (seed) -> new Shower(seed, total));
        return this;
    }

}
