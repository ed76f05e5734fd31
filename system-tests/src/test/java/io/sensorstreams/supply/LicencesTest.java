package io.sensorstreams.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.sensorstreams.harness.Java;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks the licences of all libraries that are delivered against docs/licences.md. */
class LicencesTest {

    /** System property that writes the document instead of comparing it. */
    private static final String WRITE = "licences.write";

    private static final Path DOCUMENT = Java.TOP.resolve("docs/licences.md");

    @Test
    void everyLibraryHasAnAllowedLicence() throws IOException {
        Set<String> allowed = document().firstColumn("Allowed");

        assertThat(allowed).contains("Apache-2.0", "MIT");
        assertThat(LicenceList.notAllowed(lists(), allowed))
            .as("libraries with other licences than docs/licences.md allows")
            .isEmpty();
    }

    @Test
    void theDocumentListsEveryLibrary() throws IOException {
        LicenceList current = document().with(lists());
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(DOCUMENT, current.text());
        }

        assertThat(document().text())
            .as("docs/licences.md does not list the libraries of the build. Write it again with -D%s=true", WRITE)
            .isEqualTo(current.text());
    }

    @Test
    void whatLibrariesContainHasAnAllowedLicence() throws IOException {
        LicenceList document = document();

        assertThat(document.rows("Inside other libraries")).hasSizeGreaterThan(2)
            .allSatisfy((row) -> assertThat(List.of(row.get(2).split(" or | and ")))
                .isSubsetOf(document.firstColumn("Allowed")));
    }

    @Test
    void anUnknownLicenceIsReported() {
        Sbom list = Sbom.parse("""
                {"components":[
                  {"group":"a","name":"named","version":"1","licenses":[{"license":{"name":"My licence"}}]},
                  {"group":"a","name":"none","version":"1"},
                  {"group":"a","name":"both","version":"1",
                   "licenses":[{"license":{"id":"GPL-3.0-only"}},{"license":{"id":"MIT"}}]},
                  {"group":"a","name":"expression","version":"1","licenses":[{"expression":"GPL-3.0-only AND MIT"}]},
                  {"group":"io.sensorstreams","name":"common","version":"1"}]}""");

        assertThat(LicenceList.notAllowed(Map.of("producer-service", list), Set.of("MIT")))
            .containsExactly("a:named [My licence]", "a:none []", "a:expression [GPL-3.0-only AND MIT]");
    }

    @Test
    void aNewLibraryChangesTheTable() {
        Sbom list = Sbom.parse("""
                {"components":[{"group":"a","name":"b","version":"1","licenses":[{"license":{"id":"MIT"}}]}]}""");
        Map<String, Sbom> lists = Map.of("producer-service", list, "consumer-service", list, "launcher",
                Sbom.parse("{}"));

        assertThat(new LicenceList("# Licences\n\n## Libraries\n\nold\n").with(lists).text()).isEqualTo("""
                # Licences

                ## Libraries

                | library | licence | in |
                |---|---|---|
                | `a:b` | MIT | services |
                """);
    }

    private static LicenceList document() throws IOException {
        return new LicenceList(Files.readString(DOCUMENT));
    }

    private static Map<String, Sbom> lists() {
        Map<String, Sbom> lists = new TreeMap<>();
        Sbom.MODULES.forEach((module) -> lists.put(module, Sbom.of(module)));
        return lists;
    }

}
