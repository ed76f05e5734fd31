package io.sensorstreams.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.harness.Java;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * List of the libraries of a module, which the build makes in the CycloneDX format.
 *
 * @param text content of the file
 * @param components libraries, in the order of the file
 */
record Sbom(String text, List<Component> components) {

    /** Modules that are delivered. */
    static final List<String> MODULES = List.of("producer-service", "consumer-service", "launcher");

    static final String ENTRY = "META-INF/sbom/application.cdx.json";

    private static final String OWN = "io.sensorstreams";

    /** Reads the list of a module that Maven has compiled. */
    static Sbom of(String module) {
        skipOffline();
        Path file = Java.TOP.resolve(module).resolve("target/classes").resolve(ENTRY);
        assertThat(file).as("Maven writes it with cyclonedx-maven-plugin").exists();
        try {
            return parse(Files.readString(file));
        }
        catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Sbom parse(String text) {
        JsonNode tree = JsonMapper.shared().readTree(text);
        return new Sbom(text, tree.path("components").valueStream().map(Component::of).toList());
    }

    /**
     * Maven skips the plugin offline, and a list of an earlier build may be out of date.
     */
    static void skipOffline() {
        Assumptions.assumeFalse("offline=true".equals(System.getProperty("maven.mode")),
                "Maven makes no SBOM offline (-o)");
    }

    /** Returns the libraries that are not part of this project. */
    List<Component> libraries() {
        return this.components.stream().filter((component) -> !component.group().equals(OWN)).toList();
    }

    /**
     * A library.
     *
     * @param licences SPDX identifiers, or names that the library uses; a user may choose
     * one of them
     */
    record Component(String group, String name, String version, List<String> licences) {

        private static Component of(JsonNode component) {
            return new Component(component.path("group").asString(""), component.path("name").asString(),
                    component.path("version").asString(),
                    component.path("licenses").valueStream().map(Component::licence).toList());
        }

        private static String licence(JsonNode entry) {
            JsonNode licence = entry.path("license");
            return entry.path("expression").asString(licence.path("id").asString(licence.path("name").asString("")));
        }

        String id() {
            return this.group + ":" + this.name;
        }

        String jar() {
            return this.name + "-" + this.version + ".jar";
        }
    }

}
