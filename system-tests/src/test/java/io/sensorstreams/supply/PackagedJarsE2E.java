package io.sensorstreams.supply;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.sensorstreams.harness.Java;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Checks the content of the packaged jars. */
class PackagedJarsE2E {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** Part of Spring Boot's loader, which its Maven plugin adds. */
    private static final Pattern TOOLS = Pattern.compile("spring-boot-jarmode-tools-.*[.]jar");

    /** Time that Spring Boot gives to entries of its loader. */
    private static final LocalDateTime OF_LOADER = LocalDateTime.of(1980, 2, 1, 0, 0);

    @ParameterizedTest
    @ValueSource(strings = { "producer-service/target/producer-service.jar",
            "producer-service/target/producer-service-classes.jar", "consumer-service/target/consumer-service.jar",
            "consumer-service/target/consumer-service-classes.jar", "launcher/target/launcher.jar",
            "common/target/common.jar" })
    void allEntriesHaveTheTimeOfTheRelease(String jar) throws IOException {
        LocalDateTime release = LocalDateTime.ofInstant(Instant
            .parse(found("<project[.]build[.]outputTimestamp>([^<]+)<", Files.readString(Java.TOP.resolve("pom.xml")))),
                ZoneOffset.UTC);
        try (JarFile file = new JarFile(Java.TOP.resolve(jar).toFile())) {
            Set<LocalDateTime> times = file.stream().map(ZipEntry::getTimeLocal).collect(Collectors.toSet());

            assertThat(times).as("Maven keeps the jar of an earlier build if nothing has changed; mvn clean removes it")
                .contains(release)
                .isSubsetOf(release, OF_LOADER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "producer-service", "consumer-service" })
    void theSbomListsTheLibrariesInTheJar(String service) throws IOException {
        Sbom.skipOffline();
        try (JarFile jar = new JarFile(jar(service).toFile())) {
            Set<String> packaged = jar.stream()
                .map(ZipEntry::getName)
                .filter((name) -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                .map((name) -> name.substring(LIBRARIES.length()))
                .filter((name) -> !TOOLS.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
            Sbom list = sbom(jar);

            assertThat(list.components()).map(Sbom.Component::jar).containsAll(packaged);
            // A starter is a jar without content, which is not packaged.
            assertThat(list.components()).filteredOn((component) -> !component.name().startsWith("spring-boot-starter"))
                .map(Sbom.Component::jar)
                .hasSameElementsAs(packaged);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "producer-service", "consumer-service" })
    void theServiceReturnsTheSbom(String service) throws IOException {
        try (JarFile jar = new JarFile(jar(service).toFile());
                InputStream settings = jar.getInputStream(jar.getEntry("BOOT-INF/classes/application.yml"))) {
            assertThat(found("exposure:\\s+include: (\\S+)", new String(settings.readAllBytes(), UTF_8)).split(","))
                .contains("sbom");
        }
    }

    @Test
    void theSbomOfTheLauncherListsItsClassPath() throws IOException {
        Sbom.skipOffline();
        try (JarFile jar = new JarFile(jar("launcher").toFile())) {
            List<String> classPath = List
                .of(jar.getManifest().getMainAttributes().getValue("Class-Path").replace("lib/", "").split(" "));

            assertThat(sbom(jar).components()).map(Sbom.Component::jar).hasSameElementsAs(classPath);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "producer-service", "consumer-service", "launcher" })
    void theSbomSaysNothingOfTheBuild(String module) throws IOException {
        Sbom.skipOffline();
        try (JarFile jar = new JarFile(jar(module).toFile())) {
            assertThat(sbom(jar).text()).contains("\"" + module + "\"")
                .doesNotContain("\"timestamp\"", Java.TOP.toString(), System.getProperty("user.home"),
                        "spring.io/projects/" + "spring-boot/sensor-streams");
        }
    }

    @Test
    void theDocumentListsTheLibrariesOfThePage() throws IOException {
        LicenceList document = new LicenceList(Files.readString(Java.TOP.resolve("docs/licences.md")));
        Set<String> documented = document.rows("Inside other libraries")
            .stream()
            .map((row) -> row.get(1).replace("`", ""))
            .collect(Collectors.toSet());
        Set<String> found = new HashSet<>();
        try (JarFile jar = new JarFile(jar("producer-service").toFile())) {
            for (ZipEntry library : jar.stream().filter((it) -> it.getName().startsWith(LIBRARIES)).toList()) {
                if (!library.isDirectory() && hasScripts(jar.getInputStream(library))) {
                    found.add(library.getName().substring(LIBRARIES.length()).replaceAll("-[0-9.]+jar$", ""));
                }
            }
        }
        // Their scripts contain no other library.
        found.removeAll(Set.of("uplot", "spring-security-web"));

        assertThat(found).contains("htm", "swagger-ui")
            .filteredOn((name) -> !name.startsWith("common"))
            .isSubsetOf(documented);
    }

    private static boolean hasScripts(InputStream library) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(library)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().endsWith(".js")) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Path jar(String module) {
        return Java.TOP.resolve(module).resolve("target").resolve(module + ".jar");
    }

    private static Sbom sbom(JarFile jar) throws IOException {
        ZipEntry entry = jar.getEntry(Sbom.ENTRY);
        assertThat(entry).as(jar.getName() + " has no " + Sbom.ENTRY).isNotNull();
        try (InputStream content = jar.getInputStream(entry)) {
            return Sbom.parse(new String(content.readAllBytes(), UTF_8));
        }
    }

    private static String found(String expression, String text) {
        Matcher matcher = Pattern.compile(expression).matcher(text);
        assertThat(matcher.find()).as(expression).isTrue();
        return matcher.group(1);
    }

}
