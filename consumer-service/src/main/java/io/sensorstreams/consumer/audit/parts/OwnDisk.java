package io.sensorstreams.consumer.audit.parts;

import java.io.IOException;
import java.util.List;

import io.sensorstreams.consumer.audit.parts.JudgedFiles.JudgedFile;
import io.sensorstreams.consumer.compare.PartitionScope;
import io.sensorstreams.consumer.compare.Segment;
import io.sensorstreams.consumer.directory.DirectoryLabel;

/**
 * What an audit of this replica judges: its disk, and object stores unless it is a part.
 */
public final class OwnDisk {

    private OwnDisk() {
    }

    /** Whether an audit can say something about the partition from this disk. */
    public static boolean hasFiles(PartitionScope scope) {
        return !scope.strays().isEmpty() || !scope.labelled() || scope.segments().stream().anyMatch(OwnDisk::isJudged);
    }

    /** Whether an audit of this replica compares the file, or reports that it is gone. */
    static boolean isJudged(Segment segment) {
        return segment.here() || segment.ours();
    }

    /** Files of a partition that an audit of this disk has judged. */
    public static JudgedFiles judged(PartitionScope scope) throws IOException {
        List<JudgedFile> files = scope.segments()
            .stream()
            .filter(OwnDisk::isJudged)
            .map((segment) -> new JudgedFile(segment.entry().file(), segment.entry().nextOffset()))
            .toList();
        return new JudgedFiles(scope.sink().group(), scope.sink().topic(), scope.partition(), disk(scope), files);
    }

    /** Id of the partition's directory; empty when it has none. */
    static String disk(PartitionScope scope) throws IOException {
        return DirectoryLabel.readIfIntact(scope.sink().partitionDirectory(scope.partition()))
            .map(DirectoryLabel::disk)
            .orElse("");
    }

}
