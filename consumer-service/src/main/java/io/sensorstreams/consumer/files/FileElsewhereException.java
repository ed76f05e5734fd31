package io.sensorstreams.consumer.files;

import java.io.Serial;

import io.sensorstreams.common.ledger.LedgerEntry;

/** A file in the ledger is not on this disk. */
final class FileElsewhereException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient LedgerEntry file;

    FileElsewhereException(LedgerEntry file) {
        super(FileNotFoundException.elsewhere(file).getMessage());
        this.file = file;
    }

    LedgerEntry file() {
        return this.file;
    }

}
