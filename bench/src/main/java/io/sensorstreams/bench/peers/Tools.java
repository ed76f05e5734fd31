package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds optional programs to compare with. */
public final class Tools {

    private Tools() {
    }

    public static Optional<String> kcat() throws InterruptedException {
        return firstThatWorks(List.of("kcat", "kafkacat"), "-V");
    }

    /** Returns a Python that has the Kafka client. */
    public static Optional<String> python() throws InterruptedException {
        return firstThatWorks(List.of("python3", "/usr/bin/python3"), "-c", "import confluent_kafka");
    }

    public static boolean hasPandas(String python) throws InterruptedException {
        return firstThatWorks(List.of(python), "-c", "import pandas").isPresent();
    }

    private static Optional<String> firstThatWorks(List<String> programs, String... arguments)
            throws InterruptedException {
        for (String program : programs) {
            List<String> words = new ArrayList<>(List.of(program));
            words.addAll(List.of(arguments));
            try {
                if (new ProcessBuilder(words).redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor() == 0) {
                    return Optional.of(program);
                }
            }
            catch (IOException e) {
                // The program is not installed.
            }
        }
        return Optional.empty();
    }

}
