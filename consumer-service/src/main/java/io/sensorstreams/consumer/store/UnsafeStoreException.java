package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.io.Serial;

/**
 * Thrown when a store replaces an object although the condition of the call forbids it. A
 * writer that was cut off could replace what its successor wrote.
 */
public final class UnsafeStoreException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnsafeStoreException(String address, String what) {
        super("The store of " + address + " ignores 'If-None-Match: *' " + what + ": it replaced an object. A replica "
                + "that lost a partition could replace what its successor wrote. Use a store with conditional writes: "
                + "see docs/object-store.md");
    }

}
