package io.sensorstreams.consumer.disk;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a disk does not do, though it says it did.
 *
 * @param ignored calls that have no effect
 * @param paths on which files and directories, by their whole path
 */
public record Dishonesty(Set<Call> ignored, Pattern paths) {

    /** Does everything. */
    public static final Dishonesty NONE = new Dishonesty(EnumSet.noneOf(Call.class), Pattern.compile(".*"));

    /** Ignores one call on the paths that match a regular expression. */
    public static Dishonesty ignoring(Call call, String paths) {
        return new Dishonesty(EnumSet.of(call), Pattern.compile(paths));
    }

    boolean covers(Call call, Path path) {
        return this.ignored.contains(call) && this.paths.matcher(path.toString()).matches();
    }

}
