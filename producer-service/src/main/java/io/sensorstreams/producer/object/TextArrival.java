package io.sensorstreams.producer.object;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.Supply;
import org.jspecify.annotations.Nullable;

/**
 * Moves to the next row when its text is here, so that the thread never waits for an
 * object store. Owned by the thread of the stream's runner.
 */
public final class TextArrival {

    /** Time between two looks for rows of a file that grows. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

    /** Time between two looks for text that is on its way. */
    private static final long SHORT_LOOK = TimeUnit.MILLISECONDS.toNanos(10);

    private final Rows rows;

    private final @Nullable Supply supply;

    private boolean late;

    private @Nullable String told;

    public TextArrival(Rows rows) {
        this.rows = rows;
        this.supply = rows.supply();
    }

    /** Waiting also stands for text that did not arrive yet. */
    public Rows.Step next() throws IOException {
        this.late = this.supply != null && !this.supply.isReady();
        return this.late ? Rows.Step.WAITING : this.rows.next();
    }

    /** Whether the row is only late; its pace continues. */
    public boolean isLate() {
        return this.late;
    }

    public long nextLook() {
        return System.nanoTime() + (this.late ? SHORT_LOOK : LOOK);
    }

    /**
     * Returns why text does not arrive, if that is not what the last call returned; an
     * empty text when it arrives again.
     */
    public Optional<String> news() {
        String now = (this.late && this.supply != null) ? this.supply.hindrance() : null;
        boolean same = Objects.equals(now, this.told) || (now == null && this.late);
        if (same) {
            return Optional.empty();
        }
        this.told = now;
        return Optional.of((now != null) ? now : "");
    }

}
