package io.sensorstreams.consumer.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Implements the operations of {@link java.nio.file.Files} that the service needs. */
final class SimulatedProvider extends FileSystemProvider {

    private final SimulatedFileSystem system;

    SimulatedProvider(SimulatedFileSystem system) {
        this.system = system;
    }

    private SimulatedDisk disk() {
        return this.system.disk();
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return new SimulatedChannel(this.system, path, open(path, options));
    }

    private DiskNode open(Path path, Set<? extends OpenOption> options) throws IOException {
        boolean createNew = options.contains(StandardOpenOption.CREATE_NEW);
        try {
            DiskNode found = disk().get(path);
            if (createNew) {
                throw new FileAlreadyExistsException(path.toString());
            }
            if (options.contains(StandardOpenOption.TRUNCATE_EXISTING) && found instanceof DiskFile file) {
                disk().truncate(file, path, 0);
            }
            return found;
        }
        catch (NoSuchFileException e) {
            if (!createNew && !options.contains(StandardOpenOption.CREATE)) {
                throw e;
            }
            DiskFile created = new DiskFile();
            disk().add(path, created);
            return created;
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        if (!(disk().get(path) instanceof DiskDirectory directory)) {
            throw new NotDirectoryException(path.toString());
        }
        List<Path> entries = directory.names().keySet().stream().map(path::resolve).toList();
        return new DirectoryStream<>() {

            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {
            }

        };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        disk().add(path, new DiskDirectory());
    }

    @Override
    public void delete(Path path) throws IOException {
        disk().remove(path);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        disk().get(path);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return type.cast(new SimulatedAttributes(disk().get(path)));
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return this.system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        disk().rename(source, target);
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

}
