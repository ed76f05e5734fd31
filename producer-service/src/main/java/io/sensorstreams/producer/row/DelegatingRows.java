package io.sensorstreams.producer.row;

import java.io.IOException;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * Base of rows that choose among the rows of another cursor, or give them another
 * position.
 */
public abstract class DelegatingRows implements Rows {

    private final Rows rows;

    protected DelegatingRows(Rows rows) {
        this.rows = rows;
    }

    /** The other cursor. */
    protected final Rows rows() {
        return this.rows;
    }

    @Override
    public byte[] value() {
        return this.rows.value();
    }

    @Override
    public byte @Nullable [] station() {
        return this.rows.station();
    }

    @Override
    public long eventTimeMillis() {
        return this.rows.eventTimeMillis();
    }

    @Override
    public boolean isNewestFirst() {
        return this.rows.isNewestFirst();
    }

    @Override
    public void checkTimes(TimeUse use) throws SourceException {
        this.rows.checkTimes(use);
    }

    @Override
    public Rejection rejection() throws IOException {
        return this.rows.rejection();
    }

    @Override
    public OptionalLong line(long most) throws IOException {
        return this.rows.line(most);
    }

    @Override
    public String stationFault() {
        return this.rows.stationFault();
    }

    @Override
    public String timeFault() {
        return this.rows.timeFault();
    }

    @Override
    public void grows(boolean more) {
        this.rows.grows(more);
    }

    @Override
    public boolean isReadToEnd() {
        return this.rows.isReadToEnd();
    }

    @Override
    public @Nullable Supply supply() {
        return this.rows.supply();
    }

    @Override
    public @Nullable FileIdentity identity(Position reached) {
        return this.rows.identity(reached);
    }

    @Override
    public void close() throws IOException {
        this.rows.close();
    }

}
