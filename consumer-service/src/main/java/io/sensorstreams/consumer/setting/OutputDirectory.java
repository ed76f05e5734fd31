package io.sensorstreams.consumer.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a configured output directory. A fault that an operator must fix stops the
 * start. A full disk does not, because it may have free space later.
 */
public final class OutputDirectory {

    private static final Logger LOGGER = LoggerFactory.getLogger(OutputDirectory.class);

    private OutputDirectory() {
    }

    /**
     * Returns the directory, and creates it if it is missing.
     * @throws InvalidSettingException when it cannot be created or written
     */
    public static Path usable(String setting, Path directory) {
        Path existing = nearest(directory.toAbsolutePath().normalize());
        if (!Files.isDirectory(existing)) {
            throw new InvalidSettingException(
                    setting + " is '" + directory + "', but '" + existing + "' is not a directory");
        }
        if (!Files.isWritable(existing)) {
            throw new InvalidSettingException(setting + " is '" + directory
                    + "', but this user has no permission to write to '" + existing + "'");
        }
        try {
            return Files.createDirectories(directory);
        }
        catch (IOException e) {
            LOGGER.atWarn().addKeyValue("directory", directory).log("Waiting for the output directory: {}", e);
            return directory;
        }
    }

    /** Returns the directory or its nearest existing parent. */
    private static Path nearest(Path directory) {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

}
