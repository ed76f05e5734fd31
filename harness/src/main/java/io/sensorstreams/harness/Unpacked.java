package io.sensorstreams.harness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * The jars of the services unpacked, as {@code ./run} and the images have them: they
 * start in half of the time. Several test JVMs may ask at once; one of them does the
 * work.
 */
public final class Unpacked {

    private Unpacked() {
    }

    /**
     * Unpacks a service, unless that was done since it was built.
     * @return its jar, which finds its libraries beside it
     */
    public static synchronized Path jar(String service) throws IOException, InterruptedException {
        Path packaged = Java.packaged(service);
        Path directory = Files.createDirectories(directory(service));
        Path jar = directory.resolve(service + ".jar");
        // The packaged jar carries the date of the release; what it was made from shows
        // when it was built.
        FileTime built = Files.getLastModifiedTime(packaged.resolveSibling(service + ".jar.original"));
        try (FileChannel lock = open(directory)) {
            lock.lock();
            if (!isNewer(jar, built)) {
                deleteArchives(directory);
                run(directory.resolve("unpack.log"), List.of("-Djarmode=tools", "-jar", packaged.toString(), "extract",
                        "--force", "--destination", directory.toString()));
                Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
            }
        }
        return jar;
    }

    /**
     * Makes an archive of the classes that an unpacked service loads when it starts,
     * unless there is one: with it, the start takes half of the time again.
     * @return the archive, for this Java
     */
    public static synchronized Path archive(String service) throws IOException, InterruptedException {
        Path jar = jar(service);
        Path archive = beside(jar, "start-" + Runtime.version() + ".jsa");
        try (FileChannel lock = open(directory(service))) {
            lock.lock();
            if (!isNewer(archive, Files.getLastModifiedTime(jar))) {
                run(beside(jar, "archive.log"),
                        List.of("-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + archive,
                                "-Dspring.context.exit=onRefresh", "-Dsensor.output-dir=" + beside(jar, "output"),
                                "-Dsensor.data-dir=" + beside(jar, "data"), "-jar", jar.toString()));
            }
        }
        return archive;
    }

    /**
     * A file that was or will be made from a jar, and goes with it.
     * @param name what tells it from others of its kind
     */
    public static Path beside(Path jar, String name) {
        return jar.resolveSibling(name);
    }

    private static Path directory(String service) {
        return Java.packaged(service).resolveSibling("unpacked");
    }

    /** They are of the old jar, which the JVM finds out without a word. */
    private static void deleteArchives(Path directory) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(directory, "*.{jsa,aot}")) {
            for (Path archive : archives) {
                Files.delete(archive);
            }
        }
    }

    /** The file that whoever works in the directory locks. */
    private static FileChannel open(Path directory) throws IOException {
        return FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean isNewer(Path file, FileTime time) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(time) >= 0;
    }

    private static void run(Path log, List<String> arguments) throws IOException, InterruptedException {
        new Program(Java.command(arguments), log, log).run();
    }

}
