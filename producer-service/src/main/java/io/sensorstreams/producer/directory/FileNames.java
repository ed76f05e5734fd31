package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.regex.Pattern;

import io.sensorstreams.producer.row.SourceException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Names of the files of the data directory: which are valid, and which come first.
 */
final class FileNames {

    /** Most bytes of a name that file systems allow. */
    static final int MAX_NAME = 255;

    private static final Pattern NAME = Pattern.compile(DataDirectory.FILE_NAME);

    private FileNames() {
    }

    static String of(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** The first files after a name; keeps no more than these in memory. */
    static List<Path> first(Path root, String after, int limit) throws IOException {
        PriorityQueue<Path> first = new PriorityQueue<>(Comparator.comparing(FileNames::of).reversed());
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = of(entry);
                boolean full = first.size() == limit;
                if (name.compareTo(after) > 0 && !(full && name.compareTo(of(first.peek())) > 0) && isValid(name)) {
                    first.add(entry);
                    if (full) {
                        first.remove();
                    }
                }
            }
        }
        catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return first.stream().sorted(Comparator.comparing(FileNames::of)).toList();
    }

    static void check(String file) throws SourceException {
        if (file.getBytes(UTF_8).length > MAX_NAME) {
            throw new SourceException("'" + abbreviated(file) + "' has more than the " + MAX_NAME
                    + " bytes that the name of a file may have");
        }
        try {
            if (!isValid(file) || Path.of(file).getNameCount() != 1) {
                throw new SourceException("'" + abbreviated(file) + "' " + DataDirectory.FILE_NAME_RULE);
            }
        }
        catch (InvalidPathException e) {
            throw new SourceException("'" + file + "' has characters that this system cannot store in the name of a "
                    + "file; start the service with a UTF-8 locale, such as LC_ALL=C.UTF-8", e);
        }
    }

    static boolean isValid(String file) {
        return file.length() <= MAX_NAME && file.getBytes(UTF_8).length <= MAX_NAME && NAME.matcher(file).matches();
    }

    private static String abbreviated(String text) {
        return (text.length() <= MAX_NAME) ? text : text.substring(0, MAX_NAME) + "…";
    }

}
