package io.sensorstreams.producer.object;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Path of an object below the root of its file system. Keeps the attributes of the object
 * for a short time, so that a file that was listed or opened needs no more calls.
 * Thread-safe.
 */
public final class ObjectPath implements Path {

    private static final long FRESH = TimeUnit.SECONDS.toNanos(2);

    private final ObjectFileSystem system;

    private final boolean absolute;

    private final List<String> names;

    private volatile @Nullable Known known;

    private record Known(StoredObject object, long at, boolean pinned) {

        boolean isFresh() {
            return this.pinned || System.nanoTime() - this.at < FRESH;
        }

    }

    ObjectPath(ObjectFileSystem system, boolean absolute, List<String> names) {
        this.system = system;
        this.absolute = absolute;
        this.names = List.copyOf(names);
    }

    static List<String> split(String path) {
        return Arrays.stream(path.split("/")).filter((name) -> !name.isEmpty()).toList();
    }

    /** Remembers the object that was found now. */
    ObjectPath with(StoredObject object) {
        this.known = new Known(object, System.nanoTime(), false);
        return this;
    }

    /** The object as it was found a moment ago, or is found now. */
    StoredObject object() throws IOException {
        Known before = this.known;
        if (before != null && before.isFresh()) {
            return before.object();
        }
        StoredObject now = this.system.store()
            .find(key())
            .orElseThrow(() -> new NoSuchFileException(this.system.store().address() + String.join("/", this.names)));
        with(now);
        return now;
    }

    /** The same path of only the content that the object has now. */
    public ObjectPath pinned() throws IOException {
        ObjectPath pinned = path(this.absolute, this.names);
        pinned.known = new Known(object(), System.nanoTime(), true);
        return pinned;
    }

    /**
     * Compares the object with that of a pinned path.
     * @throws StoreException of kind {@code CHANGED} when it was replaced
     */
    void checkPinned() throws IOException {
        Known wanted = this.known;
        if (wanted != null && wanted.pinned()) {
            StoredObject now = path(this.absolute, this.names).object();
            if (!now.etag().equals(wanted.object().etag())) {
                throw new StoreException(StoreException.Kind.CHANGED, "'" + key() + "' was replaced");
            }
        }
    }

    String key() {
        return this.system.store().address().prefix() + String.join("/", this.names);
    }

    boolean isRoot() {
        return this.names.isEmpty();
    }

    /** An object of this directory, whatever its name. */
    ObjectPath child(String name) {
        List<String> longer = new ArrayList<>(this.names);
        longer.add(name);
        return path(this.absolute, longer);
    }

    private ObjectPath path(boolean absolute, List<String> names) {
        return new ObjectPath(this.system, absolute, names);
    }

    private static ObjectPath checked(Path other) {
        if (other instanceof ObjectPath path) {
            return path;
        }
        throw new ProviderMismatchException("'" + other + "' is no path of an object store");
    }

    @Override
    public ObjectFileSystem getFileSystem() {
        return this.system;
    }

    @Override
    public boolean isAbsolute() {
        return this.absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return this.absolute ? this.system.root() : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return this.names.isEmpty() ? null : path(false, List.of(this.names.get(this.names.size() - 1)));
    }

    @Override
    public @Nullable Path getParent() {
        return this.names.isEmpty() ? null : path(this.absolute, this.names.subList(0, this.names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return this.names.size();
    }

    @Override
    public Path getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public Path subpath(int begin, int end) {
        return path(false, this.names.subList(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof ObjectPath path && path.system == this.system && path.absolute == this.absolute
                && path.names.size() <= this.names.size()
                && this.names.subList(0, path.names.size()).equals(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof ObjectPath path && path.names.size() <= this.names.size()
                && this.names.subList(this.names.size() - path.names.size(), this.names.size()).equals(path.names);
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        ObjectPath path = checked(other);
        if (path.absolute) {
            return path;
        }
        List<String> joined = new ArrayList<>(this.names);
        joined.addAll(path.names);
        return path(this.absolute, joined);
    }

    @Override
    public Path resolve(String other) {
        for (String name : split(other)) {
            if (name.equals(".") || name.equals("..")) {
                throw new InvalidPathException(other, "An object has no relative path");
            }
        }
        return resolve(path(false, split(other)));
    }

    @Override
    public Path relativize(Path other) {
        ObjectPath path = checked(other);
        if (!path.startsWith(this)) {
            throw new IllegalArgumentException("'" + other + "' is not below '" + this + "'");
        }
        return path(false, path.names.subList(this.names.size(), path.names.size()));
    }

    @Override
    public URI toUri() {
        throw new UnsupportedOperationException("An object has a key and no URI");
    }

    @Override
    public Path toAbsolutePath() {
        return this.absolute ? this : path(true, this.names);
    }

    /** Finds the object, unless this is the root. */
    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        if (!isRoot()) {
            object();
        }
        return this;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("An object store reports no changes");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectPath path && path.system == this.system && path.absolute == this.absolute
                && path.names.equals(this.names);
    }

    @Override
    public int hashCode() {
        return this.names.hashCode();
    }

    @Override
    public String toString() {
        return (this.absolute ? "/" : "") + String.join("/", this.names);
    }

}
