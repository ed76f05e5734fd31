package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.sensorstreams.producer.csv.Compression;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.directory.FileScans.Scanned;
import io.sensorstreams.producer.directory.ScanCache.Known;
import io.sensorstreams.producer.directory.ScanCache.Version;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

/**
 * Gives access to the directory that CSV files are read from and uploaded to. Files have
 * names, never paths. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {

    /**
     * Names of files, without characters that are invisible or change the order of
     * others: controls, separators of lines, marks of direction and surrogates. It is in
     * the OpenAPI document, so it has no classes such as {@code \p{Cc}}, which many
     * languages do not know, and no flag for upper and lower case.
     */
    public static final String FILE_NAME = "(?!\\.)[^/\\\\\\u0000-\\u001F\\u007F-\\u009F\\u2028-\\u202E\\u2066-\\u2069\\uD800-\\uDFFF]{1,251}\\.([cC][sS][vV]|[tT][sS][vV]|[tT][xX][tT])(\\.([gG][zZ]|[zZ][sS][tT]))?";

    public static final String FILE_NAME_RULE = "must be the name of a file, without a path or a dot at its start, that ends in .csv, .tsv or .txt, or in one of these and .gz or .zst";

    public static final int MAX_PAGE = 1000;

    /** Most bytes of a name that file systems allow. */
    static final int MAX_NAME = 255;

    private static final Pattern NAME = Pattern.compile(FILE_NAME);

    private final Path root;

    private final ScanSettings settings;

    private final FileScans scans;

    /** The directory need not exist yet. */
    public DataDirectory(Path root, ScanSettings settings) {
        this.root = root;
        this.settings = settings;
        this.scans = new FileScans(settings);
    }

    /**
     * Returns a page of the CSV files, ordered by name, including invalid ones.
     * @param after the page begins after this name
     */
    public FilePage list(String after, int limit) throws IOException {
        List<String> names = names(after, limit + 1);
        List<String> shown = names.subList(0, Math.min(limit, names.size()));
        Optional<String> next = (names.size() > limit) ? Optional.of(shown.get(limit - 1)) : Optional.empty();
        return new FilePage(describe(shown), next);
    }

    /** The first names after a name; keeps no more than these in memory. */
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

    /** The names of all CSV files that a condition accepts, in no order. */
    public List<String> names(Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(this.root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(this.root)) {
            return entries.map((entry) -> String.valueOf(entry.getFileName()))
                .filter(wanted)
                .filter(DataDirectory::isFileName)
                .toList();
        }
        catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The directory itself, which need not exist. */
    public Path root() {
        return this.root;
    }

    private List<DataFile> describe(List<String> names) {
        List<Look> looks = names.stream().flatMap((name) -> look(name, null).stream()).toList();
        this.scans.await(looks.stream().map(Look::start).toList(), this.settings.patience());
        return looks.stream().map(this::describe).toList();
    }

    private DataFile describe(Look look) {
        Known known = this.scans.known(look.scanned(), look.version());
        FileScan scan = known.scan();
        return new DataFile(look.name(), look.version().size(), scan.rows(), scan.columns(), scan.firstTime(),
                scan.lastTime(), scan.fault(), known.over(), known.over() ? scan.limit() : Optional.empty());
    }

    /** Empty when the file was deleted, or is a link that leads out of the directory. */
    private Optional<Look> look(String name, @Nullable Dialect dialect) {
        try {
            checkName(name);
            Path path = this.root.resolve(name);
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (!file.isRegularFile() || !Files.isReadable(path)) {
                path = resolve(name);
                file = Files.readAttributes(path, BasicFileAttributes.class);
            }
            Version version = Version.of(file);
            Scanned scanned = new Scanned(new CsvText(name, path, false), dialect);
            return Optional.of(new Look(name, scanned, version, this.scans.request(scanned, version)));
        }
        catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The start completes when the start of the file was scanned. */
    private record Look(String name, Scanned scanned, Version version, CompletableFuture<Void> start) {
    }

    /** Throws a {@link SourceException} when there is no such file. */
    public DataFile describe(String file) throws IOException {
        resolve(file);
        List<DataFile> described = describe(List.of(file));
        if (described.isEmpty()) {
            throw new SourceException(file + " is not in the data directory");
        }
        return described.get(0);
    }

    /**
     * Returns the number of rows of a file; empty when it is missing, not counted yet, or
     * too large to be counted. Waits for the count of a small file.
     */
    public OptionalLong rowsTotal(String file) {
        return rowsTotal(file, null, null);
    }

    /**
     * The same for a file in a dialect.
     * @param declared null for as the file looks
     * @param stored how a stream has begun to read the file; null when it has not
     */
    public OptionalLong rowsTotal(String file, @Nullable Dialect declared, @Nullable Dialect stored) {
        return awaited(asStored(awaited(look(file, declared)), declared, stored)).map(this::describe)
            .map(DataFile::rows)
            .orElse(OptionalLong.empty());
    }

    /** Like {@link #rowsTotal(String, Dialect, Dialect)}, without waiting. */
    public OptionalLong rowsKnown(String file, @Nullable Dialect declared, @Nullable Dialect stored) {
        return asStored(look(file, declared), declared, stored).map(this::describe)
            .map(DataFile::rows)
            .orElse(OptionalLong.empty());
    }

    private Optional<Look> awaited(Optional<Look> look) {
        this.scans.await(look.stream().map(Look::start).toList(), this.settings.patience());
        return look;
    }

    /** The scan by the stored dialect when the file looks otherwise now. */
    private Optional<Look> asStored(Optional<Look> look, @Nullable Dialect declared, @Nullable Dialect stored) {
        return look.filter((found) -> declared == null && stored != null)
            .filter((found) -> this.scans.isReadOtherwise(found.scanned(), found.version(), stored))
            .flatMap((found) -> look(found.name(), stored))
            .or(() -> look);
    }

    /** Whether the text of a file may be longer; always true for a compressed file. */
    public boolean mayBeLonger(String file, long bytes) {
        return look(file, null)
            .filter((look) -> Compression.of(look.name()) != Compression.NONE || look.version().size() > bytes)
            .isPresent();
    }

    /**
     * Stores an uploaded file, and replaces a file with the same name.
     * @param declaredBytes declared length of the content, or -1
     * @param mayReplace throws an exception when the file must not be replaced; asked
     * before the content is read and again before the file is replaced
     * @return whether the file is new
     * @throws SourceException when the name is invalid, or the content is not CSV or too
     * long
     * @throws DirectoryFullException when the disk has no room for the file
     */
    public boolean store(String file, InputStream content, long declaredBytes, long maxBytes, Runnable mayReplace)
            throws IOException {
        checkName(file);
        mayReplace.run();
        if (declaredBytes > maxBytes) {
            throw new FileTooLargeException(file, maxBytes);
        }
        try (Upload upload = new Upload(this.root, file)) {
            upload.write(content, maxBytes);
            upload.check();
            mayReplace.run();
            return upload.publish();
        }
        catch (IOException e) {
            throw DirectoryFullException.isDiskFull(e) ? new DirectoryFullException(file, e) : e;
        }
    }

    /**
     * Returns the path of a file, which must be valid, readable, and inside the
     * directory.
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
