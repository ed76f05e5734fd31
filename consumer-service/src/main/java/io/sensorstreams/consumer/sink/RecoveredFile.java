package io.sensorstreams.consumer.sink;

import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * The file that a recovered partition goes on in.
 *
 * @param entry what is committed
 * @param checksum state after the committed bytes
 * @param firstLine first line, without the line's end
 */
record RecoveredFile(LedgerEntry entry, CRC32C checksum, byte[] firstLine) {
}
