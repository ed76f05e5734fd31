package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.VolumeMount;

/**
 * Checks manifests with components/secure-kafka: no listener without TLS, brokers and
 * controllers with certificates of both sides, users with passwords for clients, ACLs,
 * and no key in a pod that it does not belong to.
 */
final class SecureKafkaRule implements Rule {

    private static final String KEY_STORE = "/etc/kafka/secrets/keystore.pem";

    private static final String AUTHORITY = "/etc/kafka/secrets/ca.crt";

    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        Workload kafka = Workload.named("kafka", manifests);
        for (int ordinal = 0; ordinal < kafka.replicas(); ordinal++) {
            BrokerProperties broker = BrokerProperties.of(kafka, ordinal, manifests);
            listeners(broker).forEach((fault) -> faults.add(kafka.fault(fault)));
            expected(kafka.replicas()).forEach((setting, value) -> {
                if (!value.equals(broker.get(setting))) {
                    faults.add(kafka.fault(setting + " is '" + broker.get(setting) + "', expected '" + value + "'"));
                }
            });
            Map<String, String> files = files(kafka, PodEnvironment.of(kafka, ordinal, manifests));
            if (!files.equals(
                    Map.of(KEY_STORE, "kafka-brokers/kafka-" + ordinal + ".pem", AUTHORITY, "kafka-brokers/ca.crt"))) {
                faults.add(kafka.fault("broker " + ordinal + " has the files " + files
                        + ", expected its own certificate and that of the authority"));
            }
        }
        Stream.of("producer-service", "consumer-service")
            .forEach((service) -> client(service, manifests).forEach((fault) -> faults.add(service + ": " + fault)));
        administrator(manifests).forEach((fault) -> faults.add("kafka-access: " + fault));
        return faults;
    }

    private static Map<String, String> expected(int brokers) {
        List<String> administrators = new ArrayList<>();
        for (int ordinal = 0; ordinal < brokers; ordinal++) {
            administrators.add("User:kafka-" + ordinal);
        }
        administrators.add("User:admin");
        return Map.of("ssl.keystore.type", "PEM", "ssl.keystore.location", KEY_STORE, "ssl.truststore.type", "PEM",
                "ssl.truststore.location", AUTHORITY, "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT", "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer", "allow.everyone.if.no.acl.found", "false",
                "super.users", String.join(";", administrators));
    }

    /** Checks that each listener has TLS, and knows who calls. */
    private static List<String> listeners(BrokerProperties broker) {
        List<String> faults = new ArrayList<>();
        Map<String, String> protocols = new TreeMap<>();
        for (String entry : broker.get("listener.security.protocol.map").split(",")) {
            protocols.put(entry.split(":")[0], entry.substring(entry.indexOf(':') + 1));
        }
        if (!protocols.keySet().equals(broker.listeners().keySet())) {
            faults.add(
                    "protocols are given for " + protocols.keySet() + ", listeners are " + broker.listeners().keySet());
        }
        protocols.forEach((name, protocol) -> {
            String settings = "listener.name." + name.toLowerCase(Locale.ROOT) + ".";
            switch (protocol) {
                case "SSL" -> {
                    if (!"required".equals(broker.get(settings + "ssl.client.auth"))) {
                        faults.add("listener " + name + " does not require a certificate");
                    }
                }
                case "SASL_SSL" -> {
                    if (!SCRAM.equals(broker.get(settings + "scram-sha-512.sasl.jaas.config"))) {
                        faults.add("listener " + name + " has no login module");
                    }
                }
                default -> faults.add("listener " + name + " has no TLS: " + protocol);
            }
        });
        for (String inside : List.of("CONTROLLER", broker.get("inter.broker.listener.name"))) {
            if (!"SSL".equals(protocols.get(inside))) {
                faults.add("brokers and controllers call listener " + inside + " without certificates");
            }
        }
        return faults;
    }

    private static List<String> client(String service, Manifests manifests) {
        List<String> faults = new ArrayList<>();
        ClientSettings settings = ClientSettings.of(service, manifests);
        Map<String, Object> client = settings.kafka().buildProducerProperties();
        if (!"SASL_SSL".equals(client.get("security.protocol"))
                || !"SCRAM-SHA-512".equals(client.get("sasl.mechanism"))) {
            faults.add("its clients do not use SASL_SSL with SCRAM-SHA-512");
        }
        String login = "username=\"" + service + "\" password=\"secret:kafka-client/" + service + "-password\";";
        if (!String.valueOf(client.get("sasl.jaas.config")).endsWith(" " + login)) {
            faults.add("it does not log in as " + service + " with the password of this user");
        }
        String authority = String.valueOf(settings.bundle().getTruststore().getCertificate());
        Workload workload = Workload.named(service, manifests);
        Map<String, String> files = files(workload, PodEnvironment.of(workload, 0, manifests));
        if (!"kafka-client/ca.crt".equals(files.get(authority.replaceFirst("^file:", "")))
                || !settings.bundle().isReloadOnUpdate()) {
            faults.add("its SSL bundle does not follow the certificate of the authority, but " + authority);
        }
        return faults;
    }

    /** Checks that all users of the ACLs get a password, and the brokers are reached. */
    private static List<String> administrator(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        Workload kafka = Workload.named("kafka", manifests);
        Workload access = Workload.named("kafka-access", manifests);
        Map<String, String> environment = PodEnvironment.of(access, 0, manifests);
        Map<String, String> files = files(access, environment);
        Set<String> addresses = new HashSet<>();
        for (int ordinal = 0; ordinal < kafka.replicas(); ordinal++) {
            BrokerProperties broker = BrokerProperties.of(kafka, ordinal, manifests);
            addresses.add(broker.host() + ":" + broker.brokersPort());
        }
        if (!Set.of(environment.getOrDefault("BROKERS", "").split(",")).equals(addresses)) {
            faults.add("BROKERS is not " + new TreeSet<>(addresses));
        }
        for (String user : users()) {
            String variable = "KAFKA_" + user.toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD_FILE";
            if (!("kafka-client/" + user + "-password").equals(files.get(environment.getOrDefault(variable, "")))) {
                faults.add(variable + " is not the password of user " + user);
            }
        }
        ProjectFiles.read("secure/admin.properties")
            .lines()
            .filter((line) -> line.matches("ssl\\.\\w+store\\.location=.*"))
            .map((line) -> line.substring(line.indexOf('=') + 1))
            .filter((file) -> !files.getOrDefault(file, "").startsWith("kafka-admin/"))
            .forEach((file) -> faults.add("there is no " + file + ", which secure/admin.properties names"));
        return faults;
    }

    private static Set<String> users() {
        Set<String> users = new TreeSet<>();
        ProjectFiles.read("secure/acls.txt")
            .lines()
            .filter((line) -> !line.isBlank() && !line.startsWith("#"))
            .forEach((line) -> users.add(line.split("\\s+")[0]));
        return users;
    }

    /**
     * Returns the files in a pod that come from Secrets: the path, and the Secret with
     * the key. A mount can show a part of its volume.
     */
    private static Map<String, String> files(Workload workload, Map<String, String> environment) {
        Map<String, String> files = new TreeMap<>();
        List<VolumeMount> mounts = workload.containers()
            .stream()
            .flatMap((container) -> container.getVolumeMounts().stream())
            .toList();
        for (VolumeMount mount : mounts) {
            String part = (mount.getSubPathExpr() == null) ? ""
                    : mount.getSubPathExpr().replace("$(POD_NAME)", environment.get("POD_NAME")) + "/";
            workload.pod()
                .getVolumes()
                .stream()
                .filter((volume) -> volume.getName().equals(mount.getName()) && volume.getSecret() != null)
                .flatMap((volume) -> volume.getSecret()
                    .getItems()
                    .stream()
                    .filter((item) -> item.getPath().startsWith(part))
                    .map((item) -> Map.entry(mount.getMountPath() + "/" + item.getPath().substring(part.length()),
                            volume.getSecret().getSecretName() + "/" + item.getKey())))
                .forEach((file) -> files.put(file.getKey(), file.getValue()));
        }
        return files;
    }

}
