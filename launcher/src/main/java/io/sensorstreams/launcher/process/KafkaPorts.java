package io.sensorstreams.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.sensorstreams.harness.Ports;
import io.sensorstreams.launcher.plan.StartException;

/**
 * Consecutive free ports for the local brokers, starting at 9092 or at a later hundred. A
 * lock file reserves them until this object is closed: a broker binds its port only
 * seconds later, and a second run may look for ports at the same time.
 */
final class KafkaPorts implements AutoCloseable {

    private static final int LOWEST = 9092;

    private static final int HIGHEST = 60_000;

    private static final int STEP = 100;

    private final int first;

    private final FileChannel reservation;

    private KafkaPorts(int first, FileChannel reservation) {
        this.first = first;
        this.reservation = reservation;
    }

    static KafkaPorts reserve(int count) throws StartException {
        for (int first = LOWEST; first < HIGHEST; first += STEP) {
            Path file = Path.of(System.getProperty("java.io.tmpdir"), "sensor-streams-" + first + ".lock");
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (channel.tryLock() != null && Ports.areFree(first, count)) {
                    return new KafkaPorts(first, channel);
                }
                channel.close();
            }
            catch (IOException | OverlappingFileLockException e) {
                // Another run has reserved these ports.
            }
        }
        throw new StartException("No free ports for Kafka from 9092 on");
    }

    int first() {
        return this.first;
    }

    @Override
    public void close() {
        try {
            this.reservation.close();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
