package io.sensorstreams.kubernetes;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * Properties of a broker, converted from its environment as the image does.
 *
 * @param host name of the pod in the cluster
 */
record BrokerProperties(int ordinal, String host, Properties all) {

    /**
     * Variables that the scripts of the image read. Every other KAFKA_* variable becomes
     * a property.
     */
    private static final Set<String> SCRIPTS = Set.of("KAFKA_HEAP_OPTS", "KAFKA_JVM_PERFORMANCE_OPTS");

    /** Settings that Kafka gives to its authorizer. */
    private static final Set<String> AUTHORIZERS = Set.of(StandardAuthorizer.SUPER_USERS_CONFIG,
            StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG);

    /** Beginning of a property for one listener, and for one of its mechanisms. */
    private static final Pattern OF_LISTENER = Pattern.compile("^listener\\.name\\.[a-z]+\\.(scram-sha-512\\.)?");

    static BrokerProperties of(Workload kafka, int ordinal, Manifests manifests) {
        Properties properties = new Properties();
        PodEnvironment.of(kafka, ordinal, manifests).forEach((name, value) -> {
            if (name.startsWith("KAFKA_") && !SCRIPTS.contains(name)) {
                properties.setProperty(property(name), value);
            }
        });
        String host = "kafka-" + ordinal + "." + kafka.spec().getServiceName() + "." + kafka.namespace() + ".svc";
        return new BrokerProperties(ordinal, host, properties);
    }

    private static String property(String variable) {
        return variable.substring(6)
            .toLowerCase(Locale.ROOT)
            .replaceAll("(?<!_)_(?!_)", ".")
            .replaceAll("(?<!_)__(?!_)", "_")
            .replace("___", "-");
    }

    String get(String name) {
        return this.all.getProperty(name, "");
    }

    /** Returns the names of the broker's settings, without those of a listener. */
    Set<String> settings() {
        return this.all.stringPropertyNames()
            .stream()
            .filter((name) -> !AUTHORIZERS.contains(name))
            .map((name) -> OF_LISTENER.matcher(name).replaceFirst(""))
            .collect(Collectors.toSet());
    }

    /** Returns the ports of the listeners by their names. */
    Map<String, Integer> listeners() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String listener : get("listeners").split(",")) {
            ports.put(listener.split("://")[0], Integer.parseInt(listener.substring(listener.lastIndexOf(':') + 1)));
        }
        return ports;
    }

    /** Returns the port of the listener that other brokers use. */
    int brokersPort() {
        return listeners().getOrDefault(get("inter.broker.listener.name"), 0);
    }

    /**
     * Returns what the broker must advertise: all listeners but that of the controller.
     */
    Set<String> reachable() {
        return listeners().entrySet()
            .stream()
            .filter((listener) -> !listener.getKey().equals(get("controller.listener.names")))
            .map((listener) -> listener.getKey() + "://" + this.host + ":" + listener.getValue())
            .collect(Collectors.toSet());
    }

}
