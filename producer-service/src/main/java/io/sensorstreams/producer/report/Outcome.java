package io.sensorstreams.producer.report;

import java.time.Instant;

/**
 * What reading one version of a file has resulted in.
 */
sealed interface Outcome {

    /** The file has a report. */
    record Made(FileReport report) implements Outcome {

    }

    /**
     * The content of the file is invalid.
     *
     * @param fault one sentence
     * @param unfit whether it does not fit the dialect that was given
     */
    record Invalid(String fault, boolean unfit) implements Outcome {

    }

    /**
     * Reading took too long.
     *
     * @param reason one sentence
     * @param until when reading may be tried again
     */
    record TooSlow(String reason, Instant until) implements Outcome {

    }

}
