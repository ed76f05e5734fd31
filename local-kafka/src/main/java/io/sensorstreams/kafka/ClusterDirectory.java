package io.sensorstreams.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Data directory of a cluster: {@code node-1/}, {@code node-2/}, …, formatted for Kafka.
 * A lock prevents a second cluster from using it. Kafka itself would end the JVM on such
 * a conflict.
 */
final class ClusterDirectory implements AutoCloseable {

    private final Path path;

    private final boolean temporary;

    private final FileChannel lock;

    private ClusterDirectory(Path path, boolean temporary, FileChannel lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
    }

    static ClusterDirectory open(LocalKafkaSettings settings) throws IOException {
        boolean temporary = settings.directory().isEmpty();
        Path path = temporary ? Files.createTempDirectory("local-kafka-")
                : Files.createDirectories(settings.directory().get()).toAbsolutePath();
        ClusterDirectory directory = new ClusterDirectory(path, temporary, lock(path));
        try {
            directory.format(settings.nodes());
            return directory;
        }
        catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Formats the directory for nodes that run as separate processes and share it. One of
     * them formats it while the others wait. Returns the directory of a node.
     */
    static Path prepare(LocalKafkaSettings settings, int node) throws IOException {
        Path path = Files.createDirectories(settings.directory().orElseThrow()).toAbsolutePath();
        try (FileChannel channel = lockFile(path)) {
            channel.lock();
            ClusterDirectory directory = new ClusterDirectory(path, false, channel);
            directory.format(settings.nodes());
            return directory.ofNode(node);
        }
    }

    private static FileChannel lockFile(Path path) throws IOException {
        return FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = lockFile(path);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        }
        catch (OverlappingFileLockException e) {
            // This process has the lock.
        }
        channel.close();
        throw new DirectoryInUseException(path);
    }

    private void format(int nodes) throws IOException {
        Path complete = this.path.resolve("nodes");
        if (!Files.exists(complete)) {
            String clusterId = Uuid.randomUuid().toString();
            for (int node = 1; node <= nodes; node++) {
                format(node, clusterId);
            }
            Files.writeString(complete, String.valueOf(nodes));
        }
        String found = Files.readString(complete).strip();
        if (!found.equals(String.valueOf(nodes))) {
            throw new IOException("Kafka directory " + this.path + " holds a cluster of " + found + " nodes, not of "
                    + nodes + "; start as many nodes, or use another directory");
        }
    }

    private void format(int node, String clusterId) throws IOException {
        Path directory = ofNode(node);
        Utils.delete(directory.toFile());
        try {
            new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(clusterId)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(NodeConfiguration.CONTROLLER_LISTENER)
                .setDirectories(List.of(Files.createDirectories(directory).toString()))
                .setMetadataLogDirectory(directory.toString())
                .run();
        }
        catch (IOException e) {
            throw e;
        }
        catch (Exception e) {
            throw new IOException("Kafka directory " + directory + " cannot be formatted", e);
        }
    }

    Path path() {
        return this.path;
    }

    Path ofNode(int node) {
        return this.path.resolve("node-" + node);
    }

    @Override
    public void close() {
        try {
            this.lock.close();
            if (this.temporary) {
                Utils.delete(this.path.toFile());
            }
        }
        catch (IOException e) {
            throw new UncheckedIOException("Kafka directory " + this.path + " cannot be closed", e);
        }
    }

}
