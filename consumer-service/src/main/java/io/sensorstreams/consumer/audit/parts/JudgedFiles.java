package io.sensorstreams.consumer.audit.parts;

import java.util.List;

/**
 * Files of one partition on the disk of the replica that has audited them.
 *
 * @param disk id of the directory that holds them; empty when it has none
 */
public record JudgedFiles(String group, String topic, int partition, String disk, List<JudgedFile> files) {

    public JudgedFiles {
        files = List.copyOf(files);
    }

    /**
     * A file, with the committed offset that it had.
     *
     * @param nextOffset offset after its last record
     */
    public record JudgedFile(String file, long nextOffset) {
    }

}
