package io.sensorstreams.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.sensorstreams.bench.system.LabSystem.StartCommand;
import io.sensorstreams.harness.Program;
import io.sensorstreams.harness.Unpacked;

/**
 * Java options of the images, on a JDK of the same or a newer release, with the memory of
 * the pods: 768 MiB, for which the JVM selects the serial collector.
 */
public record ImageJava(Path home) {

    private static final int FEATURE = 25;

    private static final List<String> POD = List.of("-XX:MaxRAM=768m");

    private static final List<String> IMAGE = List.of("-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED");

    private static final String SERIAL = "-XX:+UseSerialGC";

    /**
     * Finds a JDK in {@code JAVA_25_HOME}, in the JDK of this process, or in the
     * directories where Linux installs JDKs.
     */
    public static Optional<ImageJava> find() {
        List<Path> homes = new ArrayList<>();
        Optional.ofNullable(System.getenv("JAVA_25_HOME")).map(Path::of).ifPresent(homes::add);
        homes.add(Path.of(System.getProperty("java.home")));
        try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
            installed.sorted().forEach(homes::add);
        }
        catch (IOException e) {
            // This is not a Linux with a package manager. The other places are tried.
        }
        return homes.stream().filter(ImageJava::isNewEnough).findFirst().map(ImageJava::new);
    }

    private static boolean isNewEnough(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter((line) -> line.startsWith("JAVA_VERSION=\""))
                .map((line) -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
                .anyMatch((feature) -> Integer.parseInt(feature) >= FEATURE);
        }
        catch (IOException e) {
            return false;
        }
    }

    /** Returns the settings of the images, and variants with one change each. */
    public Map<String, StartCommand> variants() {
        Map<String, StartCommand> variants = new LinkedHashMap<>();
        variants.put("image", (service) -> words(service, true, SERIAL));
        variants.put("image without AOT cache", (service) -> words(service, false, SERIAL));
        variants.put("image with G1", (service) -> words(service, true, "-XX:+UseG1GC"));
        variants.put("image with compact headers",
                (service) -> words(service, true, SERIAL, "-XX:+UseCompactObjectHeaders"));
        return variants;
    }

    private List<String> words(String service, boolean cached, String... options)
            throws IOException, InterruptedException {
        Path jar = Unpacked.jar(service);
        List<String> words = new ArrayList<>(List.of(this.home.resolve("bin/java").toString()));
        words.addAll(List.of(options));
        words.addAll(POD);
        if (cached) {
            Path cache = jar.resolveSibling(String.join("", options).replaceAll("\\W", "") + ".aot");
            if (!Files.exists(cache)) {
                train(jar, cache, words);
            }
            words.add("-XX:AOTCache=" + cache);
        }
        words.addAll(IMAGE);
        words.addAll(List.of("-jar", jar.toString()));
        return words;
    }

    /** Creates the AOT cache, as the Dockerfile does. */
    private static void train(Path jar, Path cache, List<String> java) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(java);
        words.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=error", "--enable-native-access=ALL-UNNAMED",
                "-Dspring.context.exit=onRefresh", "-Dsensor.security.enabled=false", "-jar", jar.toString()));
        Path log = jar.resolveSibling("training.log");
        new Program(words, log, log).run();
    }

}
