package io.sensorstreams.kubernetes;

import java.io.IOException;

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
    void theSecretsToGiveAreDescribed() {
        String description = ProjectFiles.read("docs/kubernetes.md");

        ReferenceRule.GIVEN_SECRETS.forEach((secret, keys) -> {
            assertThat(description).contains("generic " + secret);
            assertThat(keys).allSatisfy((key) -> assertThat(description).contains(key + "="));
        });
    }

}
