package io.sensorstreams.consumer.disk;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Kind and size; all times are the epoch. */
record SimulatedAttributes(DiskNode node) implements BasicFileAttributes {

    private static final FileTime EPOCH = FileTime.from(Instant.EPOCH);

    @Override
    public FileTime lastModifiedTime() {
        return EPOCH;
    }

    @Override
    public FileTime lastAccessTime() {
        return EPOCH;
    }

    @Override
    public FileTime creationTime() {
        return EPOCH;
    }

    @Override
    public boolean isRegularFile() {
        return this.node instanceof DiskFile;
    }

    @Override
    public boolean isDirectory() {
        return this.node instanceof DiskDirectory;
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
        return (this.node instanceof DiskFile file) ? file.bytes().length : 0;
    }

    @Override
    public Object fileKey() {
        return this.node;
    }

}
