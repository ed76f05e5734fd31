package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.bench.system.Lab;

/** Finds optional programs to compare with. */
public final class Tools {

    private Tools() {
    }

    /** Finds kcat. Prints how to install it when it is missing. */
    public static Optional<Kcat> kcat(Lab lab) throws InterruptedException {
        Optional<String> found = firstThatWorks(List.of("kcat", "kafkacat"), "-V");
        if (found.isEmpty()) {
            lab.out().println("kcat is not installed and is not measured; install it with: apt-get install kcat");
        }
        return found.map((executable) -> new Kcat(lab, executable));
    }

    /**
     * Finds rsyslog with its input for Kafka. Prints how to install it when it is
     * missing.
     */
    public static Optional<Rsyslog> rsyslog(Lab lab) throws IOException, InterruptedException {
        Path settings = Files.writeString(lab.directory().resolve("rsyslog-check.conf"),
                "module(load=\"imkafka\")\n*.* /dev/null\n");
        Optional<String> found = firstThatWorks(List.of("rsyslogd", "/usr/sbin/rsyslogd"), "-N1", "-f",
                settings.toString());
        if (found.isEmpty()) {
            lab.out()
                .println("rsyslog with imkafka is not installed and is not measured; install it with: "
                        + "apt-get install rsyslog rsyslog-kafka");
        }
        return found.map((executable) -> new Rsyslog(lab, executable));
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
