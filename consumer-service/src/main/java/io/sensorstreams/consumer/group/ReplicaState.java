package io.sensorstreams.consumer.group;

/**
 * State of a group on one replica, after a command.
 *
 * @param instance name of the replica
 */
public record ReplicaState(String instance, ListenerState state) {
}
