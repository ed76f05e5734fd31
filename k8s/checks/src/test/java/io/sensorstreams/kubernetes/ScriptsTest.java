package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptsTest {

    private static final String UP = "kind/up.sh";

    private Stubs stubs;

    /**
     * Creates stubs of a machine with a Docker engine and without a cluster. No named
     * resource exists in the cluster.
     */
    @BeforeEach
    void freshMachine(@TempDir Path directory) throws IOException {
        this.stubs = new Stubs(directory).command("kind", "")
            .command("docker", "[[ $1 != image ]] || echo sha256:4711");
        kubectl("exit 1");
        curl("[[ $* != */api/streams/air ]]");
    }

    private void kubectl(String secret) throws IOException {
        this.stubs.command("kubectl",
                """
                        case $* in
                          *kustomize*) printf '  image: %s\\n' apache/kafka:4 sensor-streams/producer-service:1 sensor-streams/consumer-service:1 ;;
                          *'get secret sensor-streams-users -o '*) printf %s "$(printf %s in-cluster | base64)" ;;
                          *'get secret'*) SECRET ;;
                          *'get pods'*) echo 'producer-service-0 producer-service-1' ;;
                          *'create -f -'*) cat >>'CALLS' ;;
                          *port-forward*) echo 'Forwarding from 127.0.0.1:40404 -> 8081'; exec sleep 30 ;;
                        esac
                        """
                    .replace("SECRET", secret)
                    .replace("CALLS", this.stubs.calls().toString()));
    }

    private void curl(String answer) throws IOException {
        this.stubs.command("curl", answer);
    }

    @Test
    void upMakesEverythingOnAFreshMachine() throws Exception {
        Stubs.Result result = this.stubs.run(UP, Map.of());

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.calls())
            .anyMatch((call) -> call.matches("kind create cluster --config .*/k8s/kind/cluster.yml .*"))
            .anyMatch((call) -> call
                .startsWith("docker build -q --target producer-service -t sensor-streams/producer-service:1 "))
            .anyMatch((call) -> call
                .startsWith("docker build -q --target consumer-service -t sensor-streams/consumer-service:1 "))
            .contains("kind load docker-image --name sensor-streams apache/kafka:4",
                    "kind load docker-image --name sensor-streams sensor-streams/producer-service:1",
                    "kind load docker-image --name sensor-streams sensor-streams/consumer-service:1")
            .anyMatch((call) -> call.matches("kubectl .* apply -k .*/overlays/kind"))
            .anyMatch((call) -> call.endsWith("rollout status statefulset/kafka --timeout 10m"))
            .anyMatch((call) -> call.endsWith("port-forward pod/producer-service-1 :8081"))
            .anyMatch((call) -> call
                .matches("curl .* -T .*/samples/AIR2401.csv http://127.0.0.1:40404/api/files/AIR2401.csv"))
            .anyMatch((call) -> call.contains(" -X POST http://127.0.0.1:40404/api/streams "));
        assertThat(result.output()).contains("kubectl port-forward service/consumer-service 8082");
    }

    @Test
    void upTouchesNoClusterButItsOwn() throws Exception {
        Stubs.Result result = this.stubs.run(UP, Map.of());

        assertThat(result.calls())
            .filteredOn((call) -> call.startsWith("kubectl ") && !call.startsWith("kubectl kustomize"))
            .isNotEmpty()
            .allMatch((call) -> call.startsWith("kubectl --context kind-sensor-streams --namespace sensor-streams "));
    }

    @Test
    void upKeepsAnExistingCluster() throws Exception {
        this.stubs.command("kind", "[[ $* != 'get clusters' ]] || echo sensor-streams");
        kubectl("true");
        curl("true");

        Stubs.Result result = this.stubs.run(UP, Map.of());

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.calls()).noneMatch((call) -> call.startsWith("kind create"))
            .noneMatch((call) -> call.endsWith("create -f -"))
            .noneMatch((call) -> call.contains("-X POST"));
    }

    @Test
    void upUsesThePasswordsOfTheEnvironment() throws Exception {
        Stubs.Result result = this.stubs.run(UP,
                Map.of("SENSOR_OPERATOR_PASSWORD", "o'p \"q", "SENSOR_VIEWER_PASSWORD", "v"));

        assertThat(secret(result, "operator")).isEqualTo("o'p \"q");
        assertThat(secret(result, "viewer")).isEqualTo("v");
    }

    @Test
    void upCreatesPasswordsAndDoesNotPrintThem() throws Exception {
        Stubs.Result result = this.stubs.run(UP, Map.of());

        String operator = secret(result, "operator");
        assertThat(operator).hasSize(24).isNotEqualTo(secret(result, "viewer"));
        assertThat(result.output()).doesNotContain(operator);
        assertThat(result.calls()).filteredOn((call) -> call.startsWith("curl "))
            .noneMatch((call) -> call.contains("in-cluster"));
    }

    private static String secret(Stubs.Result result, String user) {
        String line = result.calls()
            .stream()
            .filter((call) -> call.contains(user + "-password: "))
            .findFirst()
            .orElseThrow();
        return new String(Base64.getDecoder().decode(line.substring(line.indexOf(':') + 2)), StandardCharsets.UTF_8);
    }

    @Test
    void upTakesImagesThatWereBuiltElsewhere() throws Exception {
        Stubs.Result result = this.stubs.run(UP, Map.of(), "--no-build");

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.calls()).noneMatch((call) -> call.startsWith("docker build"))
            .contains("kind load docker-image --name sensor-streams sensor-streams/producer-service:1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "kind", "kubectl", "docker", "curl" })
    void upReportsMissingTools(String command) throws Exception {
        Stubs.Result result = this.stubs.without(command).run(UP, Map.of());

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("missing on this machine: " + command + "\n");
    }

    @Test
    void upReportsThatNoEngineAnswers() throws Exception {
        Stubs.Result result = this.stubs.command("docker", "exit 1").run(UP, Map.of());

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("no Docker engine answers\n");
    }

    @Test
    void upReportsWhatIsNotReady() throws Exception {
        this.stubs.command("kubectl",
                """
                        case $* in
                          *kustomize*) printf '  image: %s\\n' sensor-streams/producer-service:1 sensor-streams/consumer-service:1 ;;
                          *rollout*) exit 1 ;;
                        esac
                        """);

        Stubs.Result result = this.stubs.run(UP, Map.of());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("kafka is not ready within 10 minutes");
    }

    @Test
    void uploadGoesToEveryReplica() throws Exception {
        String sample = ProjectFiles.ROOT.resolve("samples/EARTH2401.csv").toString();

        Stubs.Result result = this.stubs.run("upload.sh", Map.of(), sample);

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output()).isEqualTo("producer-service-0: 1 file(s)\nproducer-service-1: 1 file(s)\n");
        assertThat(result.calls()).filteredOn((call) -> call.contains(" -T " + sample)).hasSize(2);
    }

    @Test
    void uploadReportsAMissingFile() throws Exception {
        Stubs.Result result = this.stubs.run("upload.sh", Map.of(), "/nowhere.csv");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("no such file: /nowhere.csv\n");
        assertThat(result.calls()).isEmpty();
    }

    @Test
    void downRemovesTheCluster() throws Exception {
        Stubs.Result result = this.stubs.run("kind/down.sh", Map.of());

        assertThat(result.exit()).isZero();
        assertThat(result.calls()).isEqualTo(List.of("kind delete cluster --name sensor-streams"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "kind/up.sh", "kind/down.sh", "upload.sh", "volume.sh" })
    void explainsItself(String script) throws Exception {
        Stubs.Result help = this.stubs.run(script, Map.of(), "--help");
        Stubs.Result wrong = this.stubs.run(script, Map.of(), "--wrong");

        assertThat(help.exit()).isZero();
        assertThat(help.output()).contains("k8s/" + script).doesNotContain("set -euo");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.output()).isEqualTo(help.output());
        assertThat(wrong.calls()).isEmpty();
    }

}
