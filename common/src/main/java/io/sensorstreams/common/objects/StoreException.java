package io.sensorstreams.common.objects;

import java.io.IOException;
import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call of the object store fails. The message is one line. It names the
 * object, the reason, and the remedy if there is one but to try again.
 */
public final class StoreException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why a call failed. */
    public enum Kind {

        /** The store does not answer, or fails. */
        AWAY,
        /** The store asks for fewer calls, or another writer is at work. */
        BUSY,
        /** The credentials do not have the right. */
        DENIED,
        /** There are no credentials, or they are invalid or expired. */
        CREDENTIALS,
        /** The clock of this machine is wrong. */
        CLOCK,
        /** There is no such bucket, or it is in another region. */
        BUCKET,
        /** The store refuses the call for another reason. */
        REFUSED,
        /** There is no such object, or no such upload. */
        MISSING,
        /** The object is not the one that was expected. */
        CHANGED;

        /** Whether the same call can succeed later. */
        public boolean mayPass() {
            return this != MISSING && this != CHANGED;
        }

    }

    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return this.kind;
    }

    /** Whether the same call can succeed later. */
    public boolean mayPass() {
        return this.kind.mayPass();
    }

    /** The failure of the store that caused an exception, which may pass; else null. */
    public static @Nullable StoreException passing(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof StoreException store) {
                return store.mayPass() ? store : null;
            }
            cause = cause.getCause();
        }
        return null;
    }

}
