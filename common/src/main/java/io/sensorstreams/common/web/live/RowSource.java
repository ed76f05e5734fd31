package io.sensorstreams.common.web.live;

/** Passes rows to watchers. Thread-safe; no method waits. */
public interface RowSource {

    /** Starts to pass rows to a watcher. */
    void add(Watcher watcher);

    /** Stops to pass rows to a watcher, which is closed. */
    void remove(Watcher watcher);

    /**
     * Whether rows may still come. If not, the response ends, and a client that connects
     * again is answered with the reason.
     */
    boolean isValid();

}
