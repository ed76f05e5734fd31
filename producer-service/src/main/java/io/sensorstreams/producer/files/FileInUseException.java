package io.sensorstreams.producer.files;

import java.io.Serial;

final class FileInUseException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    FileInUseException(String file, String stream) {
        super("Stream '" + stream + "' has read a part of " + file + " and would fail; upload the file with another "
                + "name, or with ?replace=true and then start the stream from the beginning");
    }

}
