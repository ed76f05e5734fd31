package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.io.Serial;
import java.util.List;

public final class DirectoryFullException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Messages of operating systems; Java has no exception type for a full disk. */
    private static final List<String> WORDS = List.of("No space left", "Disk quota exceeded",
            "not enough space on the disk");

    DirectoryFullException(String file, IOException cause) {
        super("The disk of the data directory has no room for " + file + "; nothing of it was kept", cause);
    }

    static boolean isDiskFull(IOException e) {
        String message = String.valueOf(e.getMessage());
        return WORDS.stream().anyMatch(message::contains);
    }

}
