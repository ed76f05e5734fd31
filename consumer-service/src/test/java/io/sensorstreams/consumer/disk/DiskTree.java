package io.sensorstreams.consumer.disk;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/** All files and directories of a disk. */
final class DiskTree {

    private final DiskDirectory root = new DiskDirectory();

    /**
     * Finds the file or directory of a path.
     * @throws NoSuchFileException when it does not exist
     */
    DiskNode get(Path path) throws NoSuchFileException {
        DiskNode node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    @Nullable DiskNode find(Path path) {
        DiskNode node = this.root;
        for (Path name : path) {
            if (!(node instanceof DiskDirectory directory)) {
                return null;
            }
            node = directory.names().get(name.toString());
        }
        return node;
    }

    /**
     * Finds the directory of a path's last name.
     * @throws NoSuchFileException when it does not exist
     */
    DiskDirectory parent(Path path) throws NoSuchFileException {
        Path parent = path.getParent();
        if (parent == null || !(find(parent) instanceof DiskDirectory directory)) {
            throw new NoSuchFileException(path.toString());
        }
        return directory;
    }

    /** Keeps everything that was forced, and a chosen part of the rest. */
    void cutPower(Choices choices) {
        cutPower(this.root, "", choices);
    }

    private static void cutPower(DiskDirectory directory, String path, Choices choices) {
        List<SortedMap<String, DiskNode>> survivors = directory.survivors();
        directory.become(survivors.get(choices.anyOf("names left in " + path + "/", survivors.size())));
        directory.names().forEach((name, node) -> {
            if (node instanceof DiskDirectory child) {
                cutPower(child, path + "/" + name, choices);
            }
            else if (node instanceof DiskFile file) {
                List<byte[]> bytes = file.survivors();
                file.become(bytes.get(choices.anyOf("bytes left of " + name, bytes.size())));
            }
        });
    }

}
