package io.sensorstreams.consumer.series;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.consumer.files.CommittedFile;
import io.sensorstreams.consumer.files.FileNotFoundException;
import io.sensorstreams.consumer.format.DamagedContentException;

import org.springframework.stereotype.Component;

/**
 * Reads the series of files, a few at a time. Thread-safe.
 */
@Component
class SeriesFiles {

    private static final int AT_ONCE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * Reads the series of a file.
     * @throws InvalidParameterException when the file has no such column
     * @throws FileNotFoundException when the file was deleted meanwhile, or is damaged
     * @throws UncheckedIOException when the file system or the object store fails
     * @throws SeriesBusyException when too many series are being read
     */
    SeriesView read(CommittedFile file, SeriesRequest request) {
        enter();
        try {
            return new SeriesReading(request, file, ReadPlan.DEFAULT).read();
        }
        catch (NoSuchFileException e) {
            throw FileNotFoundException.deleted(file.entry());
        }
        catch (DamagedContentException e) {
            throw FileNotFoundException.damaged(file.entry(), String.valueOf(e.getMessage()));
        }
        catch (IOException e) {
            throw new UncheckedIOException(file.entry().file() + " cannot be read", e);
        }
        finally {
            this.places.release();
        }
    }

    private void enter() {
        try {
            if (!this.places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SeriesBusyException(AT_ONCE);
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SeriesBusyException(AT_ONCE);
        }
    }

}
