package io.sensorstreams.launcher.console.watch;

/**
 * A server-sent event.
 *
 * @param name {@code row}, {@code sampled} or {@code idle}
 * @param data JSON
 */
record Event(String name, String data) {

    /** Comes last: the connection has ended. */
    static final Event END = new Event("", "");

}
