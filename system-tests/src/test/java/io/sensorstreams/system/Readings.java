package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Writes months of seeded readings for the tests. The newest row comes first, and some
 * values are missing.
 */
final class Readings {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ROOT);

    private Readings() {
    }

    static Path write(Path directory, String file, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        LocalDateTime time = LocalDateTime.of(2024, 1, 31, 23, 59);
        StringBuilder text = new StringBuilder("Time,Station,Temperature,Moisture,Rainfall,PM10\n");
        for (int i = 0; i < rows; i++) {
            text.append(TIME.format(time.minusMinutes(i)))
                .append(",SVDT")
                .append(1 + random.nextInt(3))
                .append(',')
                .append(String.format(Locale.ROOT, "%.1f", 20 + 10 * random.nextDouble()))
                .append(',')
                .append(random.nextInt(101))
                .append(",0,")
                .append((random.nextInt(50) == 0) ? "---" : String.valueOf(random.nextInt(90)))
                .append('\n');
        }
        return Files.writeString(directory.resolve(file), text);
    }

}
