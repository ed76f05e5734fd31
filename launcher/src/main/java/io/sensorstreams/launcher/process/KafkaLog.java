package io.sensorstreams.launcher.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import io.sensorstreams.launcher.plan.StartException;

/** Redirects the log of the local Kafka from the console to a file. */
public final class KafkaLog {

    private KafkaLog() {
    }

    public static void silence() {
        LogManager.getLogManager().reset();
    }

    /** Writes warnings and errors to a file from now on. */
    public static void writeTo(Path file) throws StartException {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
        try {
            Handler handler = new FileHandler(file.toString().replace("%", "%%"));
            handler.setFormatter(new SimpleFormatter());
            Logger root = Logger.getLogger("");
            root.setLevel(Level.WARNING);
            root.addHandler(handler);
        }
        catch (IOException e) {
            throw new StartException("Log " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

}
