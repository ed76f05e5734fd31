package io.sensorstreams.consumer.disk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent.Kind;
import java.nio.file.WatchEvent.Modifier;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A path without links and dots. */
record SimulatedPath(SimulatedFileSystem system, boolean absolute, List<String> names) implements Path {

    @Override
    public FileSystem getFileSystem() {
        return this.system;
    }

    @Override
    public boolean isAbsolute() {
        return this.absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return this.absolute ? new SimulatedPath(this.system, true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return this.names.isEmpty() ? null : getName(this.names.size() - 1);
    }

    @Override
    public @Nullable Path getParent() {
        return this.names.isEmpty() ? null
                : new SimulatedPath(this.system, this.absolute, this.names.subList(0, this.names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return this.names.size();
    }

    @Override
    public Path getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        return new SimulatedPath(this.system, false, this.names.subList(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return toString().equals(other.toString()) || toString().startsWith(other + "/");
    }

    @Override
    public boolean endsWith(Path other) {
        return toString().endsWith("/" + other);
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        if (other.isAbsolute()) {
            return other;
        }
        List<String> all = new ArrayList<>(this.names);
        other.forEach((name) -> all.add(name.toString()));
        return new SimulatedPath(this.system, this.absolute, all);
    }

    @Override
    public Path relativize(Path other) {
        return other.subpath(getNameCount(), other.getNameCount());
    }

    @Override
    public URI toUri() {
        return URI.create("simulated:" + this);
    }

    @Override
    public Path toAbsolutePath() {
        return new SimulatedPath(this.system, true, this.names);
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath();
    }

    @Override
    public WatchKey register(WatchService watcher, Kind<?>[] events, Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return (this.absolute ? "/" : "") + String.join("/", this.names);
    }

}
