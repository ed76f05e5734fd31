package io.sensorstreams.consumer.sink;

import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * A file that a recovered partition continues.
 *
 * @param entry committed state of the file
 * @param checksum checksum state after the committed bytes
 * @param firstLine first line, without its line end
 */
record RecoveredFile(LedgerEntry entry, CRC32C checksum, byte[] firstLine) {
}
