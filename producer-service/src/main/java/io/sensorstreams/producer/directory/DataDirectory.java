package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.directory.ScanCache.Known;
import io.sensorstreams.producer.directory.ScanCache.Version;
import io.sensorstreams.producer.row.SourceException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

/**
 * The one directory that CSV files are read from and uploaded to. Files are named, never
 * addressed by a path. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {

    /** Names that a file can have: all is seen of them, and in the right order. */
    public static final String FILE_NAME = "(?!\\.)[^/\\\\\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]{1,251}\\.csv(\\.gz|\\.zst)?";

    /** {@link #FILE_NAME} in words. */
    public static final String FILE_NAME_RULE = "must be the name of a file, without a path, that ends in .csv, .csv.gz or .csv.zst";

    /** Most files of a page. */
    public static final int MAX_PAGE = 1000;

    /** Bytes that file systems allow. */
    static final int MAX_NAME = 255;

    private static final Pattern NAME = Pattern.compile(FILE_NAME);

    private final Path root;

    private final ScanSettings settings;

    private final FileScans scans;

    /**
     * Creates the access to a directory, which need not exist yet.
     */
    public DataDirectory(Path root) {
        this(root, ScanSettings.DEFAULT);
    }

    /**
     * Creates the access to a directory, which need not exist yet.
     * @param settings how far files are read to describe them
     */
    public DataDirectory(Path root, ScanSettings settings) {
        this.root = root;
        this.settings = settings;
        this.scans = new FileScans(settings);
    }

    /**
     * The first CSV files by name, see {@link #list(String, int)}.
     * @throws IOException when the directory cannot be read
     */
    public List<DataFile> list() throws IOException {
        return list("", MAX_PAGE).files();
    }

    /**
     * A page of the CSV files, in the order of their names. One that cannot be a source
     * is among them, with its fault.
     * @param after name before the first one of the page
     * @param limit most files of the page
     * @throws IOException when the directory cannot be read
     */
    public FilePage list(String after, int limit) throws IOException {
        List<String> names = names(after, limit + 1);
        List<String> shown = names.subList(0, Math.min(limit, names.size()));
        Optional<String> next = (names.size() > limit) ? Optional.of(shown.get(limit - 1)) : Optional.empty();
        return new FilePage(describe(shown), next);
    }

    /** The first names behind one; no more than these are in memory. */
    private List<String> names(String after, int limit) throws IOException {
        PriorityQueue<String> first = new PriorityQueue<>(Comparator.reverseOrder());
        if (!Files.isDirectory(this.root)) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(this.root)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                boolean full = first.size() == limit;
                if (name.compareTo(after) > 0 && !(full && name.compareTo(first.peek()) > 0) && isFileName(name)) {
                    first.add(name);
                    if (full) {
                        first.remove();
                    }
                }
            }
        }
        catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return first.stream().sorted().toList();
    }

    private List<DataFile> describe(List<String> names) {
        List<Look> looks = names.stream().flatMap((name) -> look(name).stream()).toList();
        this.scans.await(looks.stream().map(Look::start).toList(), this.settings.patience());
        return looks.stream().map(this::describe).toList();
    }

    private DataFile describe(Look look) {
        Known known = this.scans.known(look.name(), look.version());
        FileScan scan = known.scan();
        return new DataFile(look.name(), look.version().size(), scan.rows(), scan.columns(), scan.firstTime(),
                scan.lastTime(), scan.fault(), known.over(), scan.limit());
    }

    /** Empty when the file was deleted meanwhile, or is a link to elsewhere. */
    private Optional<Look> look(String name) {
        try {
            checkName(name);
            Path path = this.root.resolve(name);
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (!file.isRegularFile() || !Files.isReadable(path)) {
                path = resolve(name);
                file = Files.readAttributes(path, BasicFileAttributes.class);
            }
            Version version = Version.of(file);
            return Optional.of(new Look(name, version, this.scans.request(new CsvText(name, path, false), version)));
        }
        catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * A look at a file.
     *
     * @param version what has the name now
     * @param start is done when the start of the file was scanned
     */
    private record Look(String name, Version version, CompletableFuture<Void> start) {
    }

    /**
     * What is known of a file.
     * @throws SourceException when there is no such file
     */
    public DataFile describe(String file) throws IOException {
        resolve(file);
        List<DataFile> described = describe(List.of(file));
        if (described.isEmpty()) {
            throw new SourceException(file + " is not in the data directory");
        }
        return described.get(0);
    }

    /**
     * Rows of a file, the header not counted; empty when the file is not there, not yet
     * counted, or too large to be counted. Waits for the count of a small file.
     */
    public OptionalLong rowsTotal(String file) {
        return rows(describe(List.of(file)));
    }

    /** Like {@link #rowsTotal}, without waiting. */
    public OptionalLong rowsKnown(String file) {
        return rows(look(file).map(this::describe).stream().toList());
    }

    /**
     * Whether the text of a file may be longer than so many bytes, as far as is easily
     * known.
     */
    public boolean mayBeLonger(String file, long bytes) {
        return look(file).filter((look) -> !look.name().endsWith(".csv") || look.version().size() > bytes).isPresent();
    }

    private static OptionalLong rows(List<DataFile> files) {
        return files.stream().map(DataFile::rows).findFirst().orElse(OptionalLong.empty());
    }

    /**
     * Takes in a file under a name, in place of one that had it.
     * @param declaredBytes bytes that the content is said to have, or -1
     * @param maxBytes most bytes that it may have
     * @return whether there was no file of that name
     * @throws FileTooLargeException when it has more
     * @throws SourceException when the name is refused, or the content is not CSV
     * @throws DirectoryFullException when the disk has no room for it
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
        catch (IOException e) {
            throw DirectoryFullException.isDiskFull(e) ? new DirectoryFullException(file, e) : e;
        }
    }

    /**
     * Finds a file.
     * @throws SourceException when the name is refused, or the file is missing, not
     * readable, or elsewhere
     */
    public Path resolve(String file) throws SourceException {
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
        if (file.getBytes(UTF_8).length > MAX_NAME) {
            throw new SourceException("'" + abbreviated(file) + "' has more than the " + MAX_NAME
                    + " bytes that the name of a file may have");
        }
        try {
            if (!isFileName(file) || Path.of(file).getNameCount() != 1) {
                throw new SourceException("'" + abbreviated(file) + "' " + FILE_NAME_RULE);
            }
        }
        catch (InvalidPathException e) {
            throw new SourceException("'" + file + "' has characters that this system cannot store in the name of a "
                    + "file; start the service with a UTF-8 locale, such as LC_ALL=C.UTF-8", e);
        }
    }

    private static boolean isFileName(String file) {
        return file.length() <= MAX_NAME && file.getBytes(UTF_8).length <= MAX_NAME && NAME.matcher(file).matches();
    }

    private static String abbreviated(String text) {
        return (text.length() <= MAX_NAME) ? text : text.substring(0, MAX_NAME) + "…";
    }

    @Override
    public void close() {
        this.scans.close();
    }

}
