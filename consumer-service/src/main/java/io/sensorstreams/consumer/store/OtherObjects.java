package io.sensorstreams.consumer.store;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.sensorstreams.common.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output files of a partition that are objects at another address than its sink has
 * now: the sink had another bucket or prefix, or was changed to a disk.
 */
public final class OtherObjects {

    private static final Logger LOGGER = LoggerFactory.getLogger(OtherObjects.class);

    private static final class Count {

        private long files;

        private long rows;

        private long bytes;

    }

    private final Map<String, Count> byAddress = new TreeMap<>();

    /**
     * Counts the files.
     * @param address address of the sink; null when it is on a disk
     */
    public OtherObjects(Iterable<LedgerEntry> files, @Nullable String address) {
        for (LedgerEntry file : files) {
            if (file.isInStore() && !Objects.equals(file.disk(), address)) {
                Count count = this.byAddress.computeIfAbsent(file.disk(), (first) -> new Count());
                count.files++;
                count.rows += file.rows();
                count.bytes += file.bytes();
            }
        }
    }

    /** Logs a warning for each address. */
    public void log(SegmentPlace place) {
        this.byAddress.forEach((address, count) -> LOGGER.atWarn()
            .addKeyValue("group", place.group())
            .addKeyValue("topic", place.topic())
            .addKeyValue("partition", place.partition())
            .addKeyValue("address", address)
            .addKeyValue("files", count.files)
            .addKeyValue("rows", count.rows)
            .addKeyValue("bytes", count.bytes)
            .log("Output files are in an object store at another address than the sink has now; they are readable, "
                    + "but they are not checked, and retention does not remove them: keep this bucket, or replay "
                    + "their rows, see 'Another bucket or prefix' in docs/object-store.md"));
    }

}
