package io.sensorstreams.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

import static java.util.stream.Collectors.toCollection;

/**
 * Line of a service's log in the Elastic Common Schema, with all keys that the service
 * logs. The tests of a service run in its directory.
 */
public final class EcsLog {

    /**
     * Fields of the schema that are objects, apart from those that Spring Boot writes.
     */
    private static final Set<String> OBJECTS = Set.of("agent", "as", "client", "cloud", "container", "data_stream",
            "destination", "device", "dll", "dns", "email", "event", "faas", "file", "geo", "group", "hash", "host",
            "http", "interface", "labels", "network", "observer", "orchestrator", "organization", "os", "package", "pe",
            "registry", "related", "risk", "rule", "server", "source", "span", "threat", "tls", "trace", "transaction",
            "url", "user", "user_agent", "vlan", "volume", "vulnerability", "x509");

    private static final Pattern KEY = Pattern.compile("addKeyValue\\(\\s*\"([^\"]+)\"");

    private EcsLog() {
    }

    /** Returns the keys that this service and the classes of both services log. */
    public static Set<String> keys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String sources : new String[] { "src/main/java", "../common/src/main/java" }) {
            try (Stream<Path> files = Files.walk(Path.of(sources))) {
                for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
                    KEY.matcher(Files.readString(file)).results().forEach((match) -> keys.add(match.group(1)));
                }
            }
        }
        return keys;
    }

    /** Returns a line with these keys, formatted with the settings of the service. */
    public static JsonNode line(Set<String> keys) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yml"))
            .forEach(environment.getPropertySources()::addLast);
        LoggerContext context = new LoggerContext();
        context.putObject(Environment.class.getName(), environment);
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        LoggingEvent event = new LoggingEvent("", context.getLogger("test"), Level.INFO, "Tested", null, null);
        event.setMDCPropertyMap(Map.of());
        keys.forEach((key) -> event.addKeyValuePair(new KeyValuePair(key, "text of " + key)));
        return JsonMapper.shared().readTree(encoder.encode(event));
    }

    /** Returns the fields of the line that the schema defines as objects. */
    public static Set<String> conflicts(JsonNode line) {
        return line.propertyStream()
            .filter((field) -> OBJECTS.contains(field.getKey()) && !field.getValue().isObject())
            .map(Map.Entry::getKey)
            .collect(toCollection(TreeSet::new));
    }

}
