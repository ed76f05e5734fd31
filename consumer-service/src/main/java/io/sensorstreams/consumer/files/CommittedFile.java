package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import io.sensorstreams.common.ledger.LedgerEntry;

import org.springframework.core.io.AbstractResource;

/**
 * The committed bytes of a file on this disk; rows behind them do not count yet.
 */
final class CommittedFile extends AbstractResource {

    private final LedgerEntry entry;

    private final Path path;

    CommittedFile(LedgerEntry entry, Path path) {
        this.entry = entry;
        this.path = path;
    }

    LedgerEntry entry() {
        return this.entry;
    }

    Path path() {
        return this.path;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return this.entry.bytes();
    }

    @Override
    public String getFilename() {
        return this.entry.file();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return CommittedStream.open(this.path, this.entry.bytes());
    }

    @Override
    public String getDescription() {
        return "committed bytes of " + this.path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommittedFile file && this.entry.equals(file.entry) && this.path.equals(file.path);
    }

    @Override
    public int hashCode() {
        return this.entry.hashCode();
    }

}
