package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where the files go. Beside the groups' directories it holds, hidden, the data of the
 * local Kafka, so that a second run goes on where the first one was; a copy of the
 * samples, when they are streamed; the logs of this run, and those of earlier ones below
 * them; and a mark of the Kafka that knows the files. Under another Kafka the
 * consumer-service would not find them in its ledger and delete them.
 *
 * @param path the directory
 */
public record OutputDirectory(Path path) {

    private static final String LOCAL = "local";

    public OutputDirectory {
        path = path.toAbsolutePath().normalize();
    }

    public Path kafka() {
        return this.path.resolve(".kafka");
    }

    /** Where a copy of the samples is. */
    public Path data() {
        return this.path.resolve(".data");
    }

    /** The log of this run; that of the one before is below it, in {@code 1}. */
    public Path log(String program) {
        return logs().resolve(program + ".log");
    }

    Path logs() {
        return this.path.resolve(".logs");
    }

    /**
     * Makes the directory ready for the files of one Kafka.
     * @param clusterId the Kafka outside; empty for the local one
     * @param warnings takes what is wrong but keeps no run from its start
     * @return whether it holds files already
     * @throws StartException when it holds files of another one
     */
    public boolean claim(Optional<String> clusterId, Consumer<String> warnings) throws StartException {
        String owner = clusterId.orElse(LOCAL);
        try {
            Files.createDirectories(logs());
            Path mark = this.path.resolve(".cluster");
            boolean hasFiles = hasFiles();
            if (hasFiles && !isOf(owner, mark)) {
                throw new StartException("Output directory " + this.path
                        + " holds files of another Kafka; choose another one with --out");
            }
            Files.writeString(mark, owner);
            rotateLogs(warnings);
            return hasFiles;
        }
        catch (IOException e) {
            throw new StartException("Output directory " + this.path + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void rotateLogs(Consumer<String> warnings) {
        try {
            new RunLogs(logs()).rotate();
        }
        catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            warnings.accept(
                    "The logs of earlier runs in " + logs() + " cannot be moved: " + e + "; delete what is in the way");
        }
    }

    private boolean isOf(String owner, Path mark) throws IOException {
        boolean known = Files.exists(mark) && Files.readString(mark).equals(owner);
        return known && (!owner.equals(LOCAL) || Files.isDirectory(kafka()));
    }

    private boolean hasFiles() throws IOException {
        try (Stream<Path> paths = Files.walk(this.path, 3)) {
            return paths.anyMatch((path) -> String.valueOf(path.getFileName()).startsWith("partition="));
        }
    }

}
