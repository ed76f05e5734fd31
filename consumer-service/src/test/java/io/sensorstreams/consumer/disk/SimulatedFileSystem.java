package io.sensorstreams.consumer.disk;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A simulated disk as one process sees it, until the process ends.
 */
public final class SimulatedFileSystem extends FileSystem {

    private final SimulatedDisk disk;

    private final SimulatedProvider provider = new SimulatedProvider(this);

    private boolean open = true;

    SimulatedFileSystem(SimulatedDisk disk) {
        this.disk = disk;
    }

    SimulatedDisk disk() {
        if (!this.open) {
            throw new IllegalStateException("The process of this file system has ended");
        }
        return this.disk;
    }

    void unlock(DiskFile file) {
        this.disk.unlock(file, this);
    }

    /** Ends the process without a call to the disk. */
    @Override
    public void close() {
        this.open = false;
        this.disk.unlockAll(this);
    }

    @Override
    public FileSystemProvider provider() {
        return this.provider;
    }

    @Override
    public boolean isOpen() {
        return this.open;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Path getPath(String first, String... more) {
        if (more.length == 0 && first.indexOf('/') < 0) {
            // Most paths are a single file name.
            return new SimulatedPath(this, false, List.of(first));
        }
        String text = String.join("/", Stream.concat(Stream.of(first), Stream.of(more)).toList());
        List<String> names = Stream.of(text.split("/")).filter((name) -> !name.isEmpty()).toList();
        return new SimulatedPath(this, text.startsWith("/"), names);
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }

}
