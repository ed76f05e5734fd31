package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values from other files of the project that must agree with the manifests. */
final class ProjectFiles {

    static final Path ROOT = Kustomize.DIRECTORY.getParent();

    private ProjectFiles() {
    }

    static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the group of an expression at its first match in a file. */
    static String find(String path, String expression) {
        Matcher matcher = Pattern.compile(expression).matcher(read(path));
        if (!matcher.find()) {
            throw new IllegalStateException(path + " has no " + expression);
        }
        return matcher.group(1);
    }

    /** Returns the version of the project. */
    static String version() {
        return find("pom.xml", "<artifactId>sensor-streams</artifactId>\\s*<version>([^<]+)");
    }

}
