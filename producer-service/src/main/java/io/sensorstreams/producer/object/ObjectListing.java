package io.sensorstreams.producer.object;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

import io.sensorstreams.common.objects.ObjectPage;
import io.sensorstreams.common.objects.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Lists the objects of a directory, a page at a time. The paths know the attributes of
 * their objects. Not thread-safe.
 */
final class ObjectListing implements Iterator<Path> {

    private final ObjectPath directory;

    private final DirectoryStream.Filter<? super Path> filter;

    private final Queue<Path> found = new ArrayDeque<>();

    private @Nullable String next;

    private boolean last;

    ObjectListing(ObjectPath directory, DirectoryStream.Filter<? super Path> filter) {
        this.directory = directory;
        this.filter = filter;
    }

    @Override
    public boolean hasNext() {
        try {
            while (this.found.isEmpty() && !this.last) {
                load();
            }
        }
        catch (IOException e) {
            throw new DirectoryIteratorException(e);
        }
        return !this.found.isEmpty();
    }

    private void load() throws IOException {
        String key = this.directory.key();
        String prefix = (key.isEmpty() || key.endsWith("/")) ? key : key + "/";
        ObjectPage page = this.directory.getFileSystem().store().list(prefix, this.next);
        for (StoredObject object : page.objects()) {
            String name = object.key().substring(prefix.length());
            // A key that ends with a slash stands for the directory.
            if (!name.isEmpty()) {
                Path path = this.directory.child(name).with(object);
                if (this.filter.accept(path)) {
                    this.found.add(path);
                }
            }
        }
        this.next = page.next();
        this.last = this.next == null;
    }

    @Override
    public Path next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return this.found.remove();
    }

    /** The paths, once. */
    record Entries(ObjectListing listing) implements DirectoryStream<Path> {

        @Override
        public Iterator<Path> iterator() {
            return this.listing;
        }

        @Override
        public void close() {
            // Nothing is open between two pages.
        }

    }

}
