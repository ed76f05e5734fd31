package io.sensorstreams.producer.object;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.sensorstreams.common.objects.ObjectStore;

/**
 * The objects of a bucket below a prefix, as the files of a directory. Thread-safe.
 */
public final class ObjectFileSystem extends FileSystem {

    private final ObjectStore store;

    private final ObjectFileSystemProvider provider;

    private final ChunkReader reader;

    private volatile boolean closed;

    /** The file system closes the store. */
    public ObjectFileSystem(ObjectStore store) {
        this.store = store;
        this.reader = new ChunkReader(store);
        this.provider = new ObjectFileSystemProvider(this);
    }

    /** The directory that the prefix names. */
    public Path root() {
        return new ObjectPath(this, true, List.of());
    }

    ObjectStore store() {
        return this.store;
    }

    ChunkReader reader() {
        return this.reader;
    }

    @Override
    public FileSystemProvider provider() {
        return this.provider;
    }

    @Override
    public void close() {
        this.closed = true;
        this.reader.close();
        this.store.close();
    }

    @Override
    public boolean isOpen() {
        return !this.closed;
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
        return List.of(root());
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        List<String> names = new ArrayList<>(ObjectPath.split(first));
        for (String next : more) {
            names.addAll(ObjectPath.split(next));
        }
        return new ObjectPath(this, first.startsWith("/"), names);
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("An object store reports no changes");
    }

}
