package io.sensorstreams.launcher.watch;

/**
 * A server-sent event.
 *
 * @param name {@code row}, {@code sampled} or {@code idle}
 * @param data JSON
 */
public record Event(String name, String data) {

}
