package io.sensorstreams.consumer.disk;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Calls that a disk reports as done but ignores.
 *
 * @param ignored calls that have no effect
 * @param paths matches the full paths of the affected files and directories
 */
public record Dishonesty(Set<Call> ignored, Pattern paths) {

    /** Ignores nothing. */
    public static final Dishonesty NONE = new Dishonesty(EnumSet.noneOf(Call.class), Pattern.compile(".*"));

    /** Ignores one call on the paths that match a regular expression. */
    public static Dishonesty ignoring(Call call, String paths) {
        return new Dishonesty(EnumSet.of(call), Pattern.compile(paths));
    }

    boolean covers(Call call, Path path) {
        return this.ignored.contains(call) && this.paths.matcher(path.toString()).matches();
    }

}
