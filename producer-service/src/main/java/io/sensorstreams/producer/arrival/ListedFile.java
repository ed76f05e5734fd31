package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.row.FileIdentity;

/** A file of the data directory, as a look found it. */
record ListedFile(String name, long size, FileTime modified) {

    /** The files whose names match, by name. */
    static Map<String, ListedFile> all(DataDirectory directory, FileGlob pattern) throws IOException {
        Map<String, ListedFile> files = new TreeMap<>();
        for (Path path : directory.files(pattern::matches)) {
            one(path).forEach((file) -> files.put(file.name(), file));
        }
        return files;
    }

    /** Empty when there is no such file, or it is a directory. */
    static List<ListedFile> one(DataDirectory directory, String name) throws IOException {
        return one(directory.root().resolve(name));
    }

    private static List<ListedFile> one(Path path) throws IOException {
        List<ListedFile> found = new ArrayList<>();
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            if (!file.isDirectory()) {
                found.add(new ListedFile(String.valueOf(path.getFileName()), file.size(), file.lastModifiedTime()));
            }
        }
        catch (NoSuchFileException e) {
            // It was moved or deleted since it was listed, or is a link to nothing.
        }
        catch (FileSystemException e) {
            if (!Files.isSymbolicLink(path)) {
                throw e;
            }
            // A link that cannot be followed, for example to itself.
        }
        return found;
    }

    /** Whether the file is, as far as the file system tells, the one that was seen. */
    boolean isAsSeen(FileIdentity seen) {
        return this.size == seen.size() && this.modified.toInstant().equals(seen.modified());
    }

}
