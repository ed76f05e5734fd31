package io.sensorstreams.consumer.sink;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.directory.SegmentName;
import io.sensorstreams.consumer.format.OpenFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A recovered and locked directory, and what a writer of its files has to know. */
record WriterContext(Sink sink, int partition, WriterSettings settings, PartitionDirectory directory,
        DirectoryWatch watch) {

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionWriter.class);

    /** Name of a file whose first row has this offset. */
    String fileName(long offset) {
        return SegmentName.of(this.sink.topic(), this.partition, offset, this.sink.format().extension());
    }

    /** Starts the ledger entry of a file with its current rows and bytes. */
    LedgerEntry.Builder entry(OpenFile file) {
        return LedgerEntry.builder(this.sink.group(), this.sink.topic(), this.partition, file.name())
            .rows(file.rows())
            .bytes(file.bytes())
            .owner(this.settings.owner())
            .topicId(this.settings.topicId())
            .disk(this.watch.disk());
    }

    LoggingEventBuilder log(String file) {
        return LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("file", this.directory.path(file));
    }

}
