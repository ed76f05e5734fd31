package io.sensorstreams.producer.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Identifies the report on one version of a file.
 *
 * @param name name of the file for users
 * @param size size of the file in bytes
 * @param modified when the file was modified
 * @param file identity of the file in its file system, if that has one
 */
record ReportKey(String name, Path path, ReportOptions options, long size, FileTime modified, @Nullable Object file) {

    /** Identifies the report on the file as it is now. */
    static ReportKey of(String name, Path path, ReportOptions options) throws IOException {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return new ReportKey(name, path, options, file.size(), file.lastModifiedTime(), file.fileKey());
    }

    boolean isSameVersion(ReportKey other) {
        return this.size == other.size && this.modified.equals(other.modified) && Objects.equals(this.file, other.file);
    }

    /** Whether the file was neither changed nor deleted. */
    boolean isCurrent() throws IOException {
        try {
            return isSameVersion(of(this.name, this.path, this.options));
        }
        catch (NoSuchFileException e) {
            return false;
        }
    }

}
