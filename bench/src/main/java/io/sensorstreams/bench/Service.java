package io.sensorstreams.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.launcher.JavaCommand;

/** How {@code ./run} starts a packaged service: unpacked, with its Java options. */
final class Service {

    private static final Path PREPARED = Java.TOP.resolve("target/bench");

    private Service() {
    }

    /**
     * Starts a service without waiting for it.
     * @param name name of its module
     * @param directory where its log goes
     */
    static PackagedService launch(String name, Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        JavaCommand command = new JavaCommand(name, unpacked(name),
                PREPARED.resolve(name + "-" + Runtime.version() + ".jsa"));
        return PackagedService.launch(name, directory.resolve(name + ".log"), command.words(), environment);
    }

    private static Path unpacked(String name) throws IOException, InterruptedException {
        Path jar = Java.TOP.resolve(name).resolve("target").resolve(name + ".jar");
        Path directory = Files.createDirectories(PREPARED).resolve(name);
        Path unpacked = directory.resolve(name + ".jar");
        // The packaged jar carries the date of the release; what it was made from shows
        // when it was built.
        Path built = jar.resolveSibling(name + ".jar.original");
        if (!Files.exists(unpacked)
                || Files.getLastModifiedTime(unpacked).compareTo(Files.getLastModifiedTime(built)) < 0) {
            Path log = PREPARED.resolve(name + "-unpack.log");
            new Program(Java.command(List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--force",
                    "--destination", directory.toString())), log, log)
                .run();
            Files.setLastModifiedTime(unpacked, FileTime.from(Instant.now()));
            Files.deleteIfExists(PREPARED.resolve(name + "-" + Runtime.version() + ".jsa"));
        }
        return unpacked;
    }

}
