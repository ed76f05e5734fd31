package io.sensorstreams.launcher.view;

import org.jspecify.annotations.Nullable;

/**
 * What a stream reads, as the producer-service reports it.
 */
public record SourceView(String name, String topic, long rowsAcked, long rowsRejected, Source source) {

    /**
     * Source of a stream.
     *
     * @param file name of the file; {@code null} when the source is another one
     */
    public record Source(String type, @Nullable String file) {

    }

    public boolean hasSent() {
        return this.rowsAcked + this.rowsRejected > 0;
    }

}
