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

import io.sensorstreams.harness.Program;
import io.sensorstreams.harness.Unpacked;

/**
 * The Java options of the images, on a JDK as new as theirs, with the memory of their
 * pods: 768 MiB, where the JVM chooses the serial collector.
 *
 * @param home of the JDK
 */
public record ImageJava(Path home) {

    private static final int FEATURE = 25;

    private static final List<String> POD = List.of("-XX:MaxRAM=768m");

    private static final List<String> IMAGE = List.of("-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED");

    private static final String SERIAL = "-XX:+UseSerialGC";

    /**
     * Looks for a JDK in {@code JAVA_25_HOME}, where it runs itself, and where Linux has
     * them.
     */
    public static Optional<ImageJava> find() {
        List<Path> homes = new ArrayList<>();
        Optional.ofNullable(System.getenv("JAVA_25_HOME")).map(Path::of).ifPresent(homes::add);
        homes.add(Path.of(System.getProperty("java.home")));
        try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
            installed.sorted().forEach(homes::add);
        }
        catch (IOException e) {
            // Not a Linux with a package manager: the other places must do.
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

    /** The images' settings, and the same with one of them changed. */
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
            Path cache = Unpacked.beside(jar, String.join("", options).replaceAll("\\W", "") + ".aot");
            if (!Files.exists(cache)) {
                train(jar, cache, words);
            }
            words.add("-XX:AOTCache=" + cache);
        }
        words.addAll(IMAGE);
        words.addAll(List.of("-jar", jar.toString()));
        return words;
    }

    /** As the Dockerfile does. */
    private static void train(Path jar, Path cache, List<String> java) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(java);
        words.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=error", "--enable-native-access=ALL-UNNAMED",
                "-Dspring.context.exit=onRefresh", "-Dsensor.security.enabled=false", "-jar", jar.toString()));
        Path log = Unpacked.beside(jar, "training.log");
        new Program(words, log, log).run();
    }

}
