package io.sensorstreams.system.page;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * CSV files of a topic, in order of their partitions.
 *
 * @param directory directory of the topic
 */
record FilesOnDisk(Path directory) {

    /** Returns the rows of all files. */
    List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path file : files()) {
            Files.readAllLines(file).stream().skip(1).forEach(rows::add);
        }
        return rows;
    }

    /** Returns when each file was written last, of those that are there. */
    List<FileTime> written() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path file : files()) {
            try {
                times.add(Files.getLastModifiedTime(file));
            }
            catch (NoSuchFileException e) {
                // A replay has deleted it.
            }
        }
        return times;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> partitions = Files.newDirectoryStream(this.directory, "partition=*")) {
            for (Path partition : partitions) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(partition, "*.csv")) {
                    found.forEach(files::add);
                }
            }
        }
        return files.stream().sorted().toList();
    }

}
