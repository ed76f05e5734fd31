package io.sensorstreams.consumer.listen;

import java.io.IOException;

import io.sensorstreams.consumer.retention.PartitionRetention;
import io.sensorstreams.consumer.retention.RetentionPolicy;
import io.sensorstreams.consumer.sink.PartitionWriter;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Recovery;
import io.sensorstreams.consumer.sink.RecoveryTarget;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.WriterSettings;
import io.sensorstreams.consumer.standing.StartingPoint;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/** Restores the directory of one partition to what is committed. Owned by its thread. */
record PartitionRecovery(Sink sink, PartitionKey key, SinkContext context, Admissions admissions,
        PartitionStatus status) {

    OpenPartition run(GroupState state) throws IOException {
        state.open();
        try (Recovery recovery = lock(state)) {
            // Not before: another instance on the same disk may have committed more.
            StartingPoint start = state.find(this.key);
            this.status.showStart(start);
            this.admissions.startAt(start);
            PartitionWriter writer = recovery.writer(target(start));
            return new OpenPartition(this.key, start, writer, retention(start, writer), this.status,
                    this.context.taps().of(this.key));
        }
    }

    private Recovery lock(GroupState state) throws IOException {
        try {
            Recovery.checkNotRemoved(this.sink, this.key.partition(), this.context.properties().instance(),
                    state.known(this.key));
            return Recovery.begin(this.sink, this.key.partition());
        }
        catch (IOException e) {
            // The directory cannot be locked now. The committed position can still be
            // shown.
            showStart(state, e);
            throw e;
        }
    }

    /** The first failure is more specific than a missing answer of the broker. */
    private void showStart(GroupState state, IOException first) {
        try {
            this.status.showStart(state.find(this.key));
        }
        catch (WakeupException | InterruptException | FencedException e) {
            throw e;
        }
        catch (IOException | KafkaException e) {
            first.addSuppressed(e);
        }
    }

    private PartitionRetention retention(StartingPoint start, PartitionWriter writer) {
        PartitionRetention retention = new PartitionRetention(
                RetentionPolicy.of(this.context.properties(), this.key.group()), writer::holds, writer::writtenAt,
                this.context.properties().instance(), this.context.clock());
        retention.startAt(start.files(), start.state().gaps(), start.state().disputed());
        return retention;
    }

    private RecoveryTarget target(StartingPoint start) {
        WriterSettings settings = this.context.writerSettings(this.sink, start.cluster(), start.topicId());
        return new RecoveryTarget(settings, start.files(), start.offset(), start.state().disputed(),
                start.state().gaps());
    }

}
