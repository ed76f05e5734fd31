package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.csv.Compression;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.directory.FileScans.Scanned;
import io.sensorstreams.producer.directory.ScanCache.Known;
import io.sensorstreams.producer.directory.ScanCache.Version;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;

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

    private final Path root;

    private final ScanSettings settings;

    private final FileScans scans;

    /** Null for a directory on a disk, which is asked each time. */
    private final @Nullable RemoteListing listing;

    /** The directory need not exist yet. */
    public DataDirectory(Path root, ScanSettings settings) {
        this.root = root;
        this.settings = settings;
        this.scans = new FileScans(settings);
        this.listing = isRemote() ? new RemoteListing(root) : null;
    }

    /**
     * Returns a page of the CSV files, ordered by name, including invalid ones.
     * @param after the page begins after this name
     */
    public FilePage list(String after, int limit) throws IOException {
        List<Path> names = FileNames.first(this.root, after, limit + 1);
        List<Path> shown = names.subList(0, Math.min(limit, names.size()));
        Optional<String> next = (names.size() > limit) ? Optional.of(FileNames.of(shown.get(limit - 1)))
                : Optional.empty();
        return new FilePage(describe(shown), next);
    }

    /** The names of these files. */
    public List<String> names(Predicate<String> wanted) throws IOException {
        return files(wanted).stream().map(FileNames::of).toList();
    }

    /** The same without a call of an object store: as a list showed them last. */
    public List<String> namesKnown(Predicate<String> wanted) throws IOException {
        return (this.listing == null) ? names(wanted) : this.listing.names(wanted);
    }

    /** All CSV files whose names a condition accepts, in no order. */
    public List<Path> files(Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(this.root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(this.root)) {
            return entries.filter((entry) -> wanted.test(FileNames.of(entry)) && FileNames.isValid(FileNames.of(entry)))
                .toList();
        }
        catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Whether the files are in an object store, which reports no changes. */
    public boolean isRemote() {
        return !this.root.getFileSystem().equals(FileSystems.getDefault());
    }

    /** The directory itself, which need not exist. */
    public Path root() {
        return this.root;
    }

    private List<DataFile> describe(List<Path> files) {
        List<Look> looks = files.stream().flatMap((file) -> look(file, null).stream()).toList();
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
            FileNames.check(name);
            return look(this.root.resolve(name), dialect);
        }
        catch (SourceException e) {
            return Optional.empty();
        }
    }

    private Optional<Look> look(Path listed, @Nullable Dialect dialect) {
        try {
            Path path = listed;
            String name = FileNames.of(path);
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (!file.isRegularFile() || !Files.isReadable(path)) {
                path = resolve(name);
                file = Files.readAttributes(path, BasicFileAttributes.class);
            }
            return Optional.of(look(name, path, Version.of(file), dialect));
        }
        catch (IOException e) {
            return Optional.empty();
        }
    }

    private Look look(String name, Path path, Version version, @Nullable Dialect dialect) {
        Scanned scanned = new Scanned(new CsvText(name, path, false), dialect);
        return new Look(name, scanned, version, this.scans.request(scanned, version));
    }

    /** A look at what is known of a file, without a call of an object store. */
    private Optional<Look> glance(String name, @Nullable Dialect dialect) {
        return (this.listing == null) ? look(name, dialect)
                : this.listing.find(name).map((file) -> look(name, this.root.resolve(name), Version.of(file), dialect));
    }

    /** The start completes when the start of the file was scanned. */
    private record Look(String name, Scanned scanned, Version version, CompletableFuture<Void> start) {
    }

    /** Throws a {@link SourceException} when there is no such file. */
    public DataFile describe(String file) throws IOException {
        resolve(file);
        List<DataFile> described = describe(List.of(this.root.resolve(file)));
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
        return asStored(glance(file, declared), declared, stored).map(this::describe)
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
            .map((found) -> look(found.name(), found.scanned().text().path(), found.version(), stored))
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
        FileNames.check(file);
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
        FileNames.check(file);
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
        catch (StoreException e) {
            throw new ReadFailedException(file + " cannot be read: " + e.getMessage(), e);
        }
        catch (IOException e) {
            throw new SourceException(file + " is not in the data directory", e);
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new SourceException(file + " is not a file that can be read");
        }
        return path;
    }

    @Override
    public void close() {
        this.scans.close();
        if (this.listing != null) {
            this.listing.close();
            try {
                this.root.getFileSystem().close();
            }
            catch (IOException e) {
                throw new UncheckedIOException("Closing the object store failed", e);
            }
        }
    }

}
