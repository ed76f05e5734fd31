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
 * Unpacks the jars of the services as {@code ./run} and the images do, which halves their
 * start time. When several test JVMs need the same jar, one of them unpacks it and the
 * others wait.
 */
public final class Unpacked {

    private Unpacked() {
    }

    /**
     * Unpacks a service, unless its current build is already unpacked.
     * @return its jar, which finds its libraries in the same directory
     */
    public static synchronized Path jar(String service) throws IOException, InterruptedException {
        Path packaged = Java.packaged(service);
        Path directory = Files.createDirectories(directory(service));
        Path jar = directory.resolve(service + ".jar");
        // The packaged jar has the date of the release. The original jar shows when it
        // was built.
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
     * Creates an archive of the classes that an unpacked service loads when it starts,
     * unless there is one. It halves the start time again.
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
     * Returns the path of a file that belongs to a jar and is in the same directory.
     * @param name distinguishes it from other files of the same jar
     */
    public static Path beside(Path jar, String name) {
        return jar.resolveSibling(name);
    }

    private static Path directory(String service) {
        return Java.packaged(service).resolveSibling("unpacked");
    }

    /**
     * Deletes the archives of the previous jar. The JVM would ignore them without a
     * message.
     */
    private static void deleteArchives(Path directory) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(directory, "*.{jsa,aot}")) {
            for (Path archive : archives) {
                Files.delete(archive);
            }
        }
    }

    /** Opens the file whose lock protects the directory. */
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
