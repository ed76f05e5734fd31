package io.sensorstreams.producer.object;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.sensorstreams.common.objects.ObjectOutput;
import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.ObjectWriter.Target;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * What files of the data directory need of an object store. Directories are only parts of
 * keys: they always exist. Thread-safe.
 */
final class ObjectFileSystemProvider extends FileSystemProvider {

    /** Metadata of a copy: the ETag of the object that was copied. */
    private static final String COPY_OF = "sensor-copy-of";

    private final ObjectFileSystem system;

    ObjectFileSystemProvider(ObjectFileSystem system) {
        this.system = system;
    }

    private ObjectStore store() {
        return this.system.store();
    }

    private static ObjectPath object(Path path) {
        return (ObjectPath) path;
    }

    @Override
    public String getScheme() {
        return "s3";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
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

    /** Opens an object to read the content that it has now. */
    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        if (options.contains(StandardOpenOption.CREATE_NEW)) {
            reserve(object(path));
        }
        else if (options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND)) {
            throw new UnsupportedOperationException("An object is written at once: open an output stream");
        }
        return new ObjectChannel(this.system.reader(), object(path).object());
    }

    private void reserve(ObjectPath path) throws IOException {
        try {
            new ObjectOutput(store().writer(), new Target(path.key(), Map.of(), true)).close();
        }
        catch (StoreException e) {
            if (e.kind() == StoreException.Kind.CHANGED) {
                throw new FileAlreadyExistsException(path.toString());
            }
            throw e;
        }
    }

    /** The object appears when the stream is closed. */
    @Override
    public OutputStream newOutputStream(Path path, OpenOption... options) {
        if (List.of(options).contains(StandardOpenOption.APPEND)) {
            throw new UnsupportedOperationException("An object is written at once");
        }
        return new ObjectOutput(store().writer(), new Target(object(path).key(), Map.of(), false));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter) {
        return new ObjectListing.Entries(new ObjectListing(object(directory), filter));
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) {
        // It is a part of a key.
    }

    /** Not every store has a condition for this. */
    @Override
    public void delete(Path path) throws IOException {
        object(path).checkPinned();
        store().delete(object(path).key());
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        StoredObject from = object(source).object();
        if (from.bytes() > ObjectStore.MAX_COPY) {
            throw new IOException("'" + from.key() + "' has " + from.bytes()
                    + " bytes, and an object store copies at most " + ObjectStore.MAX_COPY);
        }
        store().copy(from, object(target).key(), Map.of(COPY_OF, from.etag().replace("\"", "")));
    }

    /** Replaces the target at once; the source disappears later. */
    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        copy(source, target, options);
        delete(source);
    }

    /** Copies the object, because a store has no links. */
    @Override
    public void createLink(Path link, Path existing) throws IOException {
        if (store().find(object(link).key()).isPresent()) {
            throw new FileAlreadyExistsException(link.toString());
        }
        copy(existing, link);
    }

    /** Whether one is the other, or its copy. */
    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        if (one.equals(other)) {
            return true;
        }
        StoredObject first = fresh(one);
        StoredObject second = fresh(other);
        return first.bytes() == second.bytes() && first.etag().replace("\"", "").equals(second.metadata().get(COPY_OF));
    }

    private StoredObject fresh(Path path) throws IOException {
        return ((ObjectPath) this.system.getPath(path.toString())).object();
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    /** Whether an object may be read shows when it is read. */
    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        if (!object(path).isRoot()) {
            object(path).object();
        }
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(Path path, Class<V> type,
            LinkOption... options) {
        return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return type
            .cast(object(path).isRoot() ? ObjectAttributes.DIRECTORY : new ObjectAttributes(object(path).object()));
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
