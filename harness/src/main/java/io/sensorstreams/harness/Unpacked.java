package io.sensorstreams.harness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * Unpacks the jars of the services as the images do. An unpacked jar starts in half of
 * the time, and its classes can be archived. When several JVMs need the same jar, one of
 * them unpacks it and the others wait.
 */
public final class Unpacked {

    private Unpacked() {
    }

    /**
     * Unpacks a service, unless its current build is already unpacked.
     * @return its jar, which finds its libraries in the same directory
     */
    public static Path jar(String service) throws IOException, InterruptedException {
        return jar(Java.packaged(service));
    }

    static synchronized Path jar(Path packaged) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(packaged.resolveSibling("unpacked"));
        Path jar = directory.resolve(packaged.getFileName());
        // The packaged jar has the date of the release. The original jar shows when it
        // was built.
        if (!Files.exists(packaged)) {
            throw new IOException(packaged + " does not exist; build it with mvn package");
        }
        FileTime built = Files.getLastModifiedTime(Path.of(packaged + ".original"));
        try (FileChannel lock = lockFile(jar)) {
            lock.lock();
            if (!Files.exists(jar) || Files.getLastModifiedTime(jar).toMillis() != built.toMillis()) {
                deleteOld(directory);
                deleteOld(Files.createDirectories(directory.resolve("lib")));
                run(directory.resolve("unpack.log"), List.of("-Djarmode=tools", "-jar", packaged.toString(), "extract",
                        "--force", "--destination", directory.toString()));
                // Set at the end, so that an interrupted unpacking is repeated.
                Files.setLastModifiedTime(jar, built);
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
        Path archive = jar.resolveSibling("start-" + Runtime.version() + ".jsa");
        try (FileChannel lock = lockFile(jar)) {
            lock.lock();
            if (!Files.exists(archive)) {
                run(jar.resolveSibling("archive.log"),
                        List.of("-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + archive,
                                "-Dspring.context.exit=onRefresh",
                                "-Dsensor.output-dir=" + jar.resolveSibling("output"),
                                "-Dsensor.data-dir=" + jar.resolveSibling("data"), "-jar", jar.toString()));
            }
        }
        return archive;
    }

    /**
     * Deletes the jars of the previous build, because a service that still runs has them
     * open and they must not be overwritten, and its archives, which the JVM would ignore
     * silently.
     */
    private static void deleteOld(Path directory) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, "*.{jar,jsa,aot}")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    private static FileChannel lockFile(Path jar) throws IOException {
        return FileChannel.open(jar.resolveSibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void run(Path log, List<String> arguments) throws IOException, InterruptedException {
        new Program(Java.command(arguments), log, log).run();
    }

}
