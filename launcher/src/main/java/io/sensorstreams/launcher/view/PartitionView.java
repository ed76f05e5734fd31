package io.sensorstreams.launcher.view;

import org.jspecify.annotations.Nullable;

/**
 * State of a partition, as the consumer-service reports it.
 *
 * @param lag rows and transaction markers that are not in files yet; {@code null} when
 * unknown
 * @param rows rows in files
 * @param state {@code RUNNING}, {@code RECOVERING}, {@code PAUSED}, {@code STOPPED},
 * {@code ELSEWHERE} or another value
 * @param owner instance that owns it or owned it last; {@code null} when unknown
 * @param reason reason of a pause; {@code null} when it is not paused
 */
public record PartitionView(String group, String topic, int partition, @Nullable Long lag, long rows, String state,
        @Nullable String owner, @Nullable String reason) {

    public String name() {
        return name(this.group, this.topic, this.partition);
    }

    /** Returns {@code AIR-0}, after the group when it is not named after the topic. */
    static String name(String group, String topic, int partition) {
        String name = topic + "-" + partition;
        return group.equals(topic) ? name : group + "/" + name;
    }

}
