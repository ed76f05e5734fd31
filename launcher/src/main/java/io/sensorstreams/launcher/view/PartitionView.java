package io.sensorstreams.launcher.view;

import org.jspecify.annotations.Nullable;

/**
 * What the consumer-service tells of one partition.
 *
 * @param lag rows and transaction markers not yet in files; {@code null} when not known
 * @param rows rows in files
 * @param state {@code RUNNING}, {@code RECOVERING}, {@code PAUSED}, {@code STOPPED},
 * {@code ELSEWHERE} and maybe others
 * @param owner instance that has it or had it last; {@code null} when not known
 * @param reason why it is paused; {@code null} when it is not
 */
public record PartitionView(String group, String topic, int partition, @Nullable Long lag, long rows, String state,
        @Nullable String owner, @Nullable String reason) {

    /** {@code AIR-0}, and with its group when that is not named after the topic. */
    public String name() {
        String name = this.topic + "-" + this.partition;
        return this.group.equals(this.topic) ? name : this.group + "/" + name;
    }

}
