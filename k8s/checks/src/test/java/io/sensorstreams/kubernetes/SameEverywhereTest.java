package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that values in two places are equal. */
class SameEverywhereTest {

    @Test
    void prometheusOperatorHasTheRulesOfTheComposeFile() throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        JsonNode rule = yaml.readTree(ProjectFiles.read("k8s/components/monitoring/prometheus-rule.yaml"));
        JsonNode alerts = yaml.readTree(ProjectFiles.read("monitoring/prometheus/alerts.yml"));

        assertThat(rule.path("spec")).as("run monitoring/prometheus-rule.sh").isEqualTo(alerts);
    }

    @Test
    void everyAlertFiresInATestAndHasARemedy() throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        Set<String> alerts = names(yaml.readTree(ProjectFiles.read("monitoring/prometheus/alerts.yml")), "alert");
        JsonNode tests = yaml.readTree(ProjectFiles.read("monitoring/prometheus/alerts_test.yml"));
        Set<String> fired = new TreeSet<>();
        tests.findValues("alert_rule_test").forEach((cases) -> cases.forEach((one) -> {
            if (!one.path("exp_alerts").isEmpty()) {
                fired.add(one.path("alertname").asText());
            }
        }));
        Set<String> described = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `(\\w+)` \\| (?:critical|warning) \\|")
            .matcher(ProjectFiles.read("docs/operations.md"));
        while (rows.find()) {
            described.add(rows.group(1));
        }

        assertThat(alerts).contains("GroupWithoutMember", "PartitionPaused", "PartitionUnknown", "ThreadStuck");
        assertThat(fired).as("alerts that fire in alerts_test.yml").isEqualTo(alerts);
        assertThat(described).as("alerts in docs/operations.md").isEqualTo(alerts);
    }

    private static Set<String> names(JsonNode tree, String field) {
        return tree.findValuesAsText(field).stream().collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyProblemWithStatus503IsDescribed() throws IOException {
        String description = ProjectFiles.read("docs/rest.md");
        Pattern problem = Pattern.compile("HttpStatus\\.SERVICE_UNAVAILABLE,\\s*\"([a-z-]+)\"");
        Set<String> problems = new TreeSet<>();
        for (String module : List.of("common", "producer-service", "consumer-service")) {
            try (Stream<Path> files = Files.walk(ProjectFiles.ROOT.resolve(module + "/src/main/java"))) {
                for (Path file : files.filter((it) -> it.toString().endsWith(".java")).toList()) {
                    Matcher found = problem.matcher(Files.readString(file));
                    while (found.find()) {
                        problems.add(found.group(1));
                    }
                }
            }
        }

        assertThat(problems).contains("broker-unavailable")
            .allSatisfy((name) -> assertThat(description).contains("| `" + name + "` |"));
    }

    @Test
    void theDocumentedWayAppliesTheNamespace() {
        String description = ProjectFiles.read("docs/kubernetes.md");

        assertThat(description).doesNotContain("kubectl create namespace")
            .contains("kubectl apply -f k8s/base/services/namespace.yaml");
    }

    @Test
    void theSecretsToGiveAreDescribed() {
        String description = ProjectFiles.read("docs/kubernetes.md");

        assertThat(description).contains("create secret tls " + IngressRule.TLS_SECRET);
        ReferenceRule.GIVEN_SECRETS.forEach((secret, keys) -> {
            assertThat(description).containsPattern("(?:generic|secret) " + secret + " ");
            assertThat(keys).allSatisfy((key) -> assertThat(description).contains(key + "="));
        });
    }

}
