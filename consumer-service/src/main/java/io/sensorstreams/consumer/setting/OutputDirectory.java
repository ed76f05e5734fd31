package io.sensorstreams.consumer.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that somebody configured for output files. What only he can mend stops the
 * start; a full disk does not, as it may have room later.
 */
public final class OutputDirectory {

    private static final Logger LOGGER = LoggerFactory.getLogger(OutputDirectory.class);

    private OutputDirectory() {
    }

    /**
     * Makes the directory if it is missing.
     * @param setting name of the setting, as the user knows it
     * @return the directory
     * @throws InvalidSettingException when it is none, or cannot be made or written
     */
    public static Path usable(String setting, Path directory) {
        Path existing = nearest(directory.toAbsolutePath().normalize());
        if (!Files.isDirectory(existing)) {
            throw new InvalidSettingException(
                    setting + " is '" + directory + "', but '" + existing + "' is no directory");
        }
        if (!Files.isWritable(existing)) {
            throw new InvalidSettingException(
                    setting + " is '" + directory + "', but this user must not write to '" + existing + "'");
        }
        try {
            return Files.createDirectories(directory);
        }
        catch (IOException e) {
            LOGGER.atWarn().addKeyValue("directory", directory).log("Waiting for the output directory: {}", e);
            return directory;
        }
    }

    /** The directory, or the lowest of those above it that exists. */
    private static Path nearest(Path directory) {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

}
