package io.sensorstreams.common.web.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PatternsTest {

    /** Classes, groups and quantifiers that Java knows and others do not. */
    private static final Pattern OF_JAVA = Pattern.compile("\\\\[pPhHRXQEGZzA]|\\(\\?<|\\(\\?[a-zA-Z]|[*+?}]\\+|&&");

    /** Validators of clients are written in many languages. */
    @Test
    void arePortable() throws IOException {
        List<String> patterns = Stream.concat(patterns("openapi-producer.json"), patterns("openapi-consumer.json"))
            .toList();

        assertThat(patterns).isNotEmpty().noneMatch(OF_JAVA.asPredicate());
    }

    private static Stream<String> patterns(String document) throws IOException {
        return JsonMapper.shared()
            .readTree(Files.readString(Path.of("..", "docs", document)))
            .findValues("pattern")
            .stream()
            .filter(JsonNode::isString)
            .map(JsonNode::asString);
    }

}
