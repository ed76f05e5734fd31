package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls {@code kubectl kustomize}, as a user does. */
final class Kustomize {

    /** Directory {@code k8s/} of the project. */
    static final Path DIRECTORY = Path.of("..").toAbsolutePath().normalize();

    /** Older versions do not support components or the field {@code labels}. */
    private static final int OLDEST = 5;

    private static final Pattern VERSION = Pattern.compile("Kustomize Version: v(\\d+)");

    private Kustomize() {
    }

    /** Returns whether a kubectl with a supported version is on the path. */
    static boolean installed() {
        try {
            Matcher version = VERSION.matcher(run("version", "--client"));
            return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
        }
        catch (UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Renders an overlay.
     * @param overlay its name in {@code k8s/overlays}
     */
    static Manifests overlay(String overlay) {
        return render(DIRECTORY.resolve("overlays").resolve(overlay));
    }

    /** Renders a directory with a kustomization. */
    static Manifests render(Path directory) {
        return Manifests.parse(run("kustomize", directory.toString()));
    }

    /**
     * Renders an overlay with components, as a user's kustomization does.
     * @param place an empty directory for the kustomization
     */
    static Manifests overlay(String overlay, Path place, String... components) {
        return combination("overlays/" + overlay, place, components);
    }

    /**
     * Renders a directory of {@code k8s/} with components.
     * @param place an empty directory for the kustomization
     */
    static Manifests combination(String directory, Path place, String... components) {
        Path toHere = place.toAbsolutePath().relativize(DIRECTORY);
        String listed = Arrays.stream(components)
            .map((component) -> "\n  - " + toHere.resolve("components").resolve(component))
            .collect(Collectors.joining());
        Path base = toHere.resolve(directory);
        try {
            Files.writeString(place.resolve("kustomization.yaml"),
                    "resources:\n  - " + base + "\ncomponents:" + listed + "\n");
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return render(place);
    }

    private static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " ended with exit code " + process.exitValue());
            }
            return output;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

}
