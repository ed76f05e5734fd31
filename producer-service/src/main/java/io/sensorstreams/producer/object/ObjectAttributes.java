package io.sensorstreams.producer.object;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import io.sensorstreams.common.objects.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of an object, or of a directory, which always exists. The key of an object
 * is its ETag, so that a replaced object is another file.
 *
 * @param object null for a directory
 */
record ObjectAttributes(@Nullable StoredObject object) implements BasicFileAttributes {

    static final ObjectAttributes DIRECTORY = new ObjectAttributes(null);

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.from((this.object != null) ? this.object.modified() : Instant.EPOCH);
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }

    @Override
    public boolean isRegularFile() {
        return this.object != null;
    }

    @Override
    public boolean isDirectory() {
        return this.object == null;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public long size() {
        return (this.object != null) ? this.object.bytes() : 0;
    }

    @Override
    public @Nullable Object fileKey() {
        return (this.object != null) ? this.object.etag().replace("\"", "") : null;
    }

}
