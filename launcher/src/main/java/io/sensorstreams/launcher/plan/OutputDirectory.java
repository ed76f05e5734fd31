package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.kafka.common.utils.Utils;

/**
 * Directory of the output files. Besides the directories of the groups it contains these
 * hidden entries: the data of the local Kafka, so that a second run continues where the
 * first one stopped; a copy of the samples, when they are streamed; the logs of this run
 * and of earlier runs; the id of the Kafka cluster whose ledger lists the files. With
 * another Kafka cluster the consumer-service would not find the files in its ledger and
 * would delete them.
 */
public record OutputDirectory(Path path) {

    /** Number of earlier runs whose logs are kept. */
    static final int KEPT_LOGS = 9;

    private static final String LOCAL = "local";

    public OutputDirectory {
        path = path.toAbsolutePath().normalize();
    }

    public Path kafka() {
        return this.path.resolve(".kafka");
    }

    public Path data() {
        return this.path.resolve(".data");
    }

    /** Returns a log of this run. Earlier ones are in {@code 1}, {@code 2} and so on. */
    public Path log(String program) {
        return logs().resolve(program + ".log");
    }

    Path logs() {
        return this.path.resolve(".logs");
    }

    /**
     * Prepares the directory for the files of one Kafka cluster.
     * @param clusterId id of an external Kafka cluster; empty for the local one
     * @param warnings receives problems that do not prevent the run
     * @return whether it already contains files
     * @throws StartException when it contains files of another cluster
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
        try (Stream<Path> files = Files.list(logs())) {
            List<Path> current = files.filter((file) -> file.toString().endsWith(".log")).toList();
            if (!current.isEmpty()) {
                rotate(current);
            }
        }
        catch (IOException | UncheckedIOException e) {
            warnings.accept(
                    "The logs of earlier runs in " + logs() + " cannot be moved: " + e + "; delete what is in the way");
        }
    }

    private void rotate(List<Path> current) throws IOException {
        // Includes files that no run created.
        Utils.delete(logsOf(KEPT_LOGS).toFile());
        for (int run = KEPT_LOGS - 1; run >= 1; run--) {
            if (Files.exists(logsOf(run))) {
                Files.move(logsOf(run), logsOf(run + 1));
            }
        }
        Files.createDirectories(logsOf(1));
        for (Path log : current) {
            Files.move(log, logsOf(1).resolve(log.getFileName()));
        }
    }

    private Path logsOf(int run) {
        return logs().resolve(String.valueOf(run));
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
