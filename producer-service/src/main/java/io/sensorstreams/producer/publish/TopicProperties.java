package io.sensorstreams.producer.publish;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the topics that the service creates.
 *
 * @param partitions partitions of a new topic for rows
 * @param replication replicas of each partition of a new topic; -1 for the broker's
 * default
 */
@Validated
@ConfigurationProperties("sensor")
public record TopicProperties(@DefaultValue("4") @Min(1) int partitions,
        @DefaultValue("-1") @Min(-1) short replication) {

}
