package io.sensorstreams.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.sensorstreams.harness.Java;

/** The jars of the services unpacked, as {@code ./run} and the images have them. */
final class Unpacked {

    private static final Path PREPARED = Java.TOP.resolve("target/bench");

    private Unpacked() {
    }

    /**
     * Unpacks a service, unless that was done since it was built.
     * @return its jar, which finds its libraries beside it
     */
    static Path jar(String service) throws IOException, InterruptedException {
        Path packaged = Java.TOP.resolve(service).resolve("target").resolve(service + ".jar");
        Path directory = PREPARED.resolve(service);
        Path jar = directory.resolve(service + ".jar");
        // The packaged jar carries the date of the release; what it was made from shows
        // when it was built.
        FileTime built = Files.getLastModifiedTime(packaged.resolveSibling(service + ".jar.original"));
        if (!Files.exists(jar) || Files.getLastModifiedTime(jar).compareTo(built) < 0) {
            delete(directory);
            Files.createDirectories(PREPARED);
            Path log = PREPARED.resolve(service + ".log");
            new Program(Java.command(List.of("-Djarmode=tools", "-jar", packaged.toString(), "extract", "--destination",
                    directory.toString())), log, log)
                .run();
            Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
        }
        return jar;
    }

    /**
     * A file that was or will be made from a jar, and goes with it.
     * @param name what tells it from others of its kind
     */
    static Path beside(Path jar, String name) {
        return jar.resolveSibling(name);
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

}
