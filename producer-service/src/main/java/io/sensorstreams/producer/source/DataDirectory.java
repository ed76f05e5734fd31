package io.sensorstreams.producer.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one directory that CSV files are read from and uploaded to. Files are named, never
 * addressed by a path. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {

    /** Names that a file can have. */
    static final String FILE_NAME = "(?!\\.)[^/\\\\\\p{Cntrl}]{1,251}\\.csv(\\.gz|\\.zst)?";

    /** {@link #FILE_NAME} in words. */
    static final String FILE_NAME_RULE = "must be the name of a file, without a path, that ends in .csv, .csv.gz or .csv.zst";

    /** What file systems allow. */
    static final int MAX_NAME = 255;

    private static final Pattern NAME = Pattern.compile(FILE_NAME);

    private final Path root;

    private final FileScans scans = new FileScans();

    /**
     * Creates the access to a directory, which need not exist yet.
     */
    public DataDirectory(Path root) {
        this.root = root;
    }

    /**
     * The CSV files by name. One that cannot be a source is among them, with its fault.
     * @throws IOException when the directory cannot be read
     */
    public List<DataFile> list() throws IOException {
        if (!Files.isDirectory(this.root)) {
            return List.of();
        }
        List<String> names;
        try (Stream<Path> entries = Files.list(this.root)) {
            names = entries.map((path) -> String.valueOf(path.getFileName()))
                .filter(DataDirectory::isFileName)
                .sorted()
                .toList();
        }
        List<DataFile> files = new ArrayList<>();
        for (String name : names) {
            find(name).ifPresent(files::add);
        }
        return files;
    }

    /** Empty when the file was deleted meanwhile, or is a link to elsewhere. */
    private Optional<DataFile> find(String name) {
        try {
            return Optional.of(describe(name));
        }
        catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What is known of a file.
     * @throws SourceException when there is no such file
     */
    public DataFile describe(String file) throws IOException {
        CsvText text = new CsvText(file, resolve(file), false);
        FileScan scan = this.scans.scan(text);
        return new DataFile(file, Files.size(text.path()), scan.rows(), scan.columns(), scan.firstTime(),
                scan.lastTime(), scan.fault());
    }

    /**
     * Rows of a file, the header not counted; empty when the file is not there, or large
     * and still being counted.
     */
    public OptionalLong rowsTotal(String file) {
        return find(file).map(DataFile::rows).orElse(OptionalLong.empty());
    }

    /**
     * Takes in a file under a name, in place of one that had it.
     * @param declaredBytes bytes that the content is said to have, or -1
     * @param maxBytes most bytes that it may have
     * @return whether there was no file of that name
     * @throws FileTooLargeException when it has more
     * @throws SourceException when the name is refused, or the content is not CSV
     */
    public boolean store(String file, InputStream content, long declaredBytes, long maxBytes) throws IOException {
        checkName(file);
        if (declaredBytes > maxBytes) {
            throw new FileTooLargeException(file, maxBytes);
        }
        try (Upload upload = new Upload(this.root, file)) {
            upload.write(content, maxBytes);
            upload.check();
            return upload.publish();
        }
    }

    /**
     * Finds a file.
     * @throws SourceException when the name is refused, or the file is missing, not
     * readable, or elsewhere
     */
    Path resolve(String file) throws SourceException {
        checkName(file);
        Path path;
        try {
            path = this.root.resolve(file).toRealPath();
            if (!path.startsWith(this.root.toRealPath())) {
                throw new SourceException(file + " is a link that leads out of the data directory");
            }
        }
        catch (SourceException e) {
            throw e;
        }
        catch (IOException e) {
            throw new SourceException(file + " is not in the data directory", e);
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new SourceException(file + " is not a file that can be read");
        }
        return path;
    }

    private static void checkName(String file) throws SourceException {
        if (!isFileName(file)) {
            throw new SourceException("'" + abbreviated(file) + "' " + FILE_NAME_RULE);
        }
    }

    private static boolean isFileName(String file) {
        return file.length() <= MAX_NAME && NAME.matcher(file).matches();
    }

    private static String abbreviated(String text) {
        return (text.length() <= MAX_NAME) ? text : text.substring(0, MAX_NAME) + "…";
    }

    @Override
    public void close() {
        this.scans.close();
    }

}
