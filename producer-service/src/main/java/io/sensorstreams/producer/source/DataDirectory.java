package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The one directory that CSV files are read from and uploaded to. Files are named, never
 * addressed by a path. Thread-safe.
 */
public final class DataDirectory {

    /** Names that a file can have. */
    static final String FILE_NAME = "(?!\\.)[^/\\\\\\p{Cntrl}]+\\.csv(\\.gz|\\.zst)?";

    /** {@link #FILE_NAME} in words. */
    static final String FILE_NAME_RULE = "must be a file's name without a path, ending in .csv, .csv.gz or .csv.zst";

    private final Path root;

    /**
     * Creates the access to a directory, which need not exist yet.
     */
    public DataDirectory(Path root) {
        this.root = root;
    }

    /**
     * Finds a file.
     * @throws SourceException when the name is not one, or the file is missing, not
     * readable, or lies elsewhere
     */
    Path resolve(String file) throws SourceException {
        if (!file.matches(FILE_NAME) || file.length() > 255) {
            throw new SourceException("'" + file + "' " + FILE_NAME_RULE);
        }
        try {
            Path real = this.root.resolve(file).toRealPath();
            if (!real.startsWith(this.root.toRealPath())) {
                throw new SourceException(file + " leads out of the data directory");
            }
            if (!Files.isRegularFile(real) || !Files.isReadable(real)) {
                throw new SourceException(file + " is not a readable file");
            }
            return real;
        }
        catch (SourceException e) {
            throw e;
        }
        catch (IOException e) {
            throw new SourceException(file + " is not in the data directory", e);
        }
    }

    /**
     * Rows of a file, the header not counted; empty when the file is not there, or large
     * and still being counted.
     */
    public OptionalLong rowsTotal(String file) {
        return OptionalLong.empty();
    }

}
