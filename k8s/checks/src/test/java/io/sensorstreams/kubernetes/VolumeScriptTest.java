package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VolumeScriptTest {

    private static final String CLAIM = "output-consumer-service-2";

    private static final String SCRIPT = "volume.sh";

    @TempDir
    private Path place;

    private Path volume;

    private Path archive;

    private Stubs stubs;

    /** The command in the pod runs here, with another directory than /volume. */
    @BeforeEach
    void aClusterWithAClaim() throws IOException {
        this.volume = Files.createDirectory(this.place.resolve("volume"));
        this.archive = this.place.resolve("saved.tar");
        this.stubs = new Stubs(Files.createDirectory(this.place.resolve("stubs")));
        cluster("consumer-service-0  output-consumer-service-0");
    }

    private void cluster(String pods) throws IOException {
        this.stubs.command("kubectl", """
                case $* in
                  *'get pvc'*) [[ $* != *missing* ]] ;;
                  *'get pods'*) echo '%s' ;;
                  *'create -f -'*) cat >>'%s' ;;
                  *' exec '*) exec bash -euc "${!#//\\/volume/%s}" ;;
                esac
                """.formatted(pods, this.stubs.calls(), this.volume.toString().replace("/", "\\/")));
    }

    @Test
    void whatIsLoadedIsWhatWasSaved() throws Exception {
        write("AIR/AIR/0/.disk", "cluster");
        write("AIR/AIR/0/AIR-0-00000000000000000000.csv", "a,b\n");
        write(".hidden", "x");
        write("a b.csv", "y");
        write("lost+found/1", "of the file system");
        Map<String, String> saved = content();
        saved.remove("lost+found/1");

        Stubs.Result save = this.stubs.run(SCRIPT, Map.of(), "save", CLAIM, this.archive.toString());
        write("a b.csv", "later");
        write("AIR/AIR/0/AIR-0-00000000000000000007.csv", "later");
        write("later.csv", "later");
        Stubs.Result load = this.stubs.run(SCRIPT, Map.of(), "load", CLAIM, this.archive.toString());

        assertThat(save.exit()).as(save.output()).isZero();
        assertThat(save.output()).isEqualTo(CLAIM + ": 4 file(s) in " + this.archive + "\n");
        assertThat(load.exit()).as(load.output()).isZero();
        Map<String, String> loaded = content();
        assertThat(loaded.remove("lost+found/1")).isEqualTo("of the file system");
        assertThat(loaded).isEqualTo(saved);
    }

    @Test
    void anEmptyVolumeCanBeSavedAndLoaded() throws Exception {
        Stubs.Result save = this.stubs.run(SCRIPT, Map.of(), "save", CLAIM, this.archive.toString());
        write("later.csv", "later");
        Stubs.Result load = this.stubs.run(SCRIPT, Map.of(), "load", CLAIM, this.archive.toString());

        assertThat(save.exit()).as(save.output()).isZero();
        assertThat(load.exit()).as(load.output()).isZero();
        assertThat(content()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "save,1", "load,1", "list,0" })
    void aClaimInUseIsOnlyListed(String action, int exit) throws Exception {
        cluster("consumer-service-2  output-consumer-service-2");
        write("AIR.csv", "a");
        String[] arguments = action.equals("list") ? new String[] { action, CLAIM }
                : new String[] { action, CLAIM, emptyArchive(action) };

        Stubs.Result result = this.stubs.run(SCRIPT, Map.of(), arguments);

        assertThat(result.exit()).as(result.output()).isEqualTo(exit);
        assertThat(result.output()).contains((exit == 0) ? "AIR.csv" : "is used by pod consumer-service-2");
        assertThat(content()).containsOnlyKeys("AIR.csv");
    }

    private String emptyArchive(String action) throws IOException {
        if (action.equals("load")) {
            Files.write(this.archive, new byte[10240]);
        }
        return this.archive.toString();
    }

    @Test
    void anIncompleteArchiveChangesNothing() throws Exception {
        write("AIR.csv", "a".repeat(100_000));
        this.stubs.run(SCRIPT, Map.of(), "save", CLAIM, this.archive.toString());
        byte[] whole = Files.readAllBytes(this.archive);
        Files.write(this.archive, Arrays.copyOf(whole, whole.length / 2));

        Stubs.Result result = this.stubs.run(SCRIPT, Map.of(), "load", CLAIM, this.archive.toString());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("is not a complete archive; nothing was changed");
        assertThat(content()).containsOnlyKeys("AIR.csv");
    }

    @Test
    void aFailedSaveLeavesNoArchive() throws Exception {
        this.stubs.command("kubectl", "[[ $* != *' exec '* ]] || { echo half; exit 1; }");

        Stubs.Result result = this.stubs.run(SCRIPT, Map.of(), "save", CLAIM, this.archive.toString());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(this.place).isDirectoryNotContaining("glob:**saved.tar*");
        assertThat(result.calls()).last().asString().contains("delete pod volume-" + CLAIM);
    }

    /** The archive is complete, but kubectl loses its end at the border of a file. */
    @Test
    void aSaveWithoutItsEndLeavesNoArchive() throws Exception {
        write("AIR.csv", "a");
        this.stubs.command("kubectl", """
                case $* in
                  *' exec '*) tar -C '%s' -cf - AIR.csv ;;
                esac
                """.formatted(this.volume));

        Stubs.Result result = this.stubs.run(SCRIPT, Map.of(), "save", CLAIM, this.archive.toString());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).isEqualTo("the copy is not complete\n");
        assertThat(this.place).isDirectoryNotContaining("glob:**saved.tar*");
    }

    @Test
    void aLoadThatLosesFilesFails() throws Exception {
        write("AIR.csv", "a");
        this.stubs.run(SCRIPT, Map.of(), "save", CLAIM, this.archive.toString());
        this.stubs.command("kubectl", "[[ $* != *' exec '* ]] || cat >/dev/null");

        Stubs.Result result = this.stubs.run(SCRIPT, Map.of(), "load", CLAIM, this.archive.toString());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).isEqualTo(CLAIM + " has 0 of 1 files: load the archive again\n");
    }

    @ParameterizedTest
    @CsvSource({ "data-kafka-0,1000", "data-producer-service-0,10001", "output-consumer-service-0,10001" })
    void thePodIsRestrictedAndHasTheUserOfTheFiles(String claim, String user) throws Exception {
        Stubs.Result result = this.stubs.run(SCRIPT, Map.of(), "list", claim);

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(String.join("\n", result.calls())).contains("runAsUser: " + user, "fsGroup: " + user,
                "runAsNonRoot: true", "seccompProfile: {type: RuntimeDefault}", "allowPrivilegeEscalation: false",
                "capabilities: {drop: [ALL]}", "persistentVolumeClaim: {claimName: " + claim + "}");
        assertThat(result.calls()).last().asString().contains("delete pod volume-" + claim);
    }

    @Test
    void aMissingClaimIsReported() throws Exception {
        Stubs.Result result = this.stubs.run(SCRIPT, Map.of(), "list", "missing");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("there is no claim missing");
    }

    private void write(String file, String content) throws IOException {
        Path path = this.volume.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(this.volume)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(this.volume.relativize(file).toString(), Files.readString(file));
            }
        }
        return content;
    }

}
