package io.sensorstreams.system;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.harness.ChildProcess;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.Ports;
import io.sensorstreams.harness.Waiting;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Kafka with TLS, users and ACLs, made by the scripts in {@code secure/}: brokers and the
 * administrator know each other by certificates, clients log in with SCRAM. Each node is
 * a separate process, broker and controller.
 */
final class SecureCluster implements AutoCloseable {

    static final int NODES = 3;

    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration SCRIPT = Duration.ofMinutes(10);

    private static final Path SCRIPTS = Java.TOP.resolve("secure");

    private final Path directory;

    /** Of each node: clients, brokers, controllers. */
    private final int firstPort = Ports.free(3 * NODES);

    private final List<ChildProcess> nodes = new ArrayList<>();

    SecureCluster(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        makeCertificates();
        writeTools();
        String cluster = Uuid.randomUuid().toString();
        for (int node = 1; node <= NODES; node++) {
            this.nodes.add(start(node, cluster));
        }
        for (int node = 1; node <= NODES; node++) {
            int port = port(node, 0);
            Waiting.until("node " + node + " serves, see " + log(node), START, Duration.ofMillis(200),
                    () -> Ports.acceptsConnections("127.0.0.1", port));
        }
    }

    /** Makes the certificates that are missing. Options recreate others. */
    String makeCertificates(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve("certificates.sh").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("--san", "localhost", "--san", "127.0.0.1", certificates().toString()));
        IntStream.rangeClosed(1, NODES).forEach((node) -> command.add("broker-" + node));
        command.add("admin");
        return run(command, Map.of());
    }

    Path certificates() {
        return this.directory.resolve("certificates");
    }

    private int port(int node, int listener) {
        return this.firstPort + listener * NODES + node - 1;
    }

    private ChildProcess start(int node, String cluster) throws IOException {
        Path data = Files.createDirectories(this.directory.resolve("node-" + node));
        try {
            new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .run();
        }
        catch (Exception e) {
            throw new IOException("Cannot format " + data, e);
        }
        Path settings = Files.writeString(this.directory.resolve("node-" + node + ".properties"), settings(node, data));
        return new ChildProcess(Java.command(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                libraries("launcher"), "kafka.Kafka", settings.toString())), Map.of(), log(node))
            .killAtExit();
    }

    private String settings(int node, Path data) {
        String voters = IntStream.rangeClosed(1, NODES)
            .mapToObj((each) -> each + "@localhost:" + port(each, 2))
            .collect(Collectors.joining(","));
        String superUsers = IntStream.rangeClosed(1, NODES)
            .mapToObj((each) -> "User:broker-" + each)
            .collect(Collectors.joining(";"));
        return """
                process.roles=broker,controller
                node.id=%d
                controller.quorum.voters=%s
                listeners=CLIENT://127.0.0.1:%d,BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=CLIENT://localhost:%3$d,BROKER://localhost:%4$d
                listener.security.protocol.map=CLIENT:SASL_SSL,BROKER:SSL,CONTROLLER:SSL
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=BROKER
                listener.name.broker.ssl.client.auth=required
                listener.name.controller.ssl.client.auth=required
                ssl.keystore.type=PEM
                ssl.keystore.location=%s
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                ssl.principal.mapping.rules=RULE:^CN=([^,]+).*$/$1/,DEFAULT
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.client.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=%s;User:admin
                default.replication.factor=%d
                min.insync.replicas=%d
                offsets.topic.replication.factor=%9$d
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=%9$d
                transaction.state.log.min.isr=%10$d
                transaction.state.log.num.partitions=4
                auto.create.topics.enable=false
                group.initial.rebalance.delay.ms=0
                log.dirs=%s
                """
            .formatted(node, voters, port(node, 0), port(node, 1), port(node, 2), keystore(node), authority(),
                    superUsers, NODES, Math.min(2, NODES), data);
    }

    Path keystore(int node) {
        return certificates().resolve("broker-" + node).resolve("keystore.pem");
    }

    Path authority() {
        return certificates().resolve("clients").resolve("ca.crt");
    }

    Path log(int node) {
        return this.directory.resolve("node-" + node + ".log");
    }

    String bootstrapServers() {
        return IntStream.rangeClosed(1, NODES)
            .mapToObj((node) -> "localhost:" + port(node, 0))
            .collect(Collectors.joining(","));
    }

    /** Port of a node for clients with a user. */
    int clientPort(int node) {
        return port(node, 0);
    }

    private String administratorServers() {
        return IntStream.rangeClosed(1, NODES)
            .mapToObj((node) -> "localhost:" + port(node, 1))
            .collect(Collectors.joining(","));
    }

    /** Kafka's own tools, which the image of Kafka has in {@code /opt/kafka/bin}. */
    private void writeTools() throws IOException {
        Path bin = Files.createDirectories(this.directory.resolve("bin"));
        Map.of("kafka-acls.sh", "org.apache.kafka.tools.AclCommand", "kafka-configs.sh", "kafka.admin.ConfigCommand")
            .forEach((tool, main) -> writeTool(bin.resolve(tool), main));
        Files.writeString(this.directory.resolve("admin.properties"), """
                security.protocol=SSL
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                ssl.keystore.type=PEM
                ssl.keystore.location=%s
                """.formatted(authority(), certificates().resolve("admin").resolve("keystore.pem")));
    }

    private static void writeTool(Path file, String main) {
        try {
            Files.writeString(file,
                    """
                            #!/bin/sh
                            exec %s "$@"
                            """.formatted(Java
                        .command(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                                libraries("system-tests"), main))
                        .stream()
                        .map((word) -> "'" + word + "'")
                        .collect(Collectors.joining(" "))));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException(file + " cannot be made executable");
        }
    }

    private static String libraries(String module) {
        return Java.TOP.resolve(module).resolve("target/lib").resolve("*").toString();
    }

    /** Makes users and ACLs match a file. Passwords are by user. */
    String apply(Path acls, String topics, Map<String, String> passwords) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("KAFKA_BIN", this.directory.resolve("bin").toString()));
        passwords.forEach((user, password) -> environment
            .put("KAFKA_" + user.toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD", password));
        return run(List.of(SCRIPTS.resolve("apply.sh").toString(), "--bootstrap-server", administratorServers(),
                "--command-config", this.directory.resolve("admin.properties").toString(), "--topics", topics, "--acls",
                acls.toString()), environment);
    }

    /** The rights that the services need. */
    static Path acls() {
        return SCRIPTS.resolve("acls.txt");
    }

    /** Lets the brokers read their certificates again, without a restart. */
    void reloadCertificates() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve("reload.sh").toString(), "--bootstrap-server",
                administratorServers(), "--command-config", this.directory.resolve("admin.properties").toString(),
                "--listeners", "CLIENT,BROKER", "--keystore",
                certificates().resolve("broker-{}").resolve("keystore.pem").toString()));
        IntStream.rangeClosed(1, NODES).forEach((node) -> command.add(String.valueOf(node)));
        run(command, Map.of("KAFKA_BIN", this.directory.resolve("bin").toString()));
    }

    /** Settings of a client, which logs in. */
    Map<String, Object> client(String user, String password) {
        return Map.of("bootstrap.servers", bootstrapServers(), "security.protocol", "SASL_SSL", "sasl.mechanism",
                "SCRAM-SHA-512", "sasl.jaas.config", login(user, password), "ssl.truststore.type", "PEM",
                "ssl.truststore.location", authority().toString(), "default.api.timeout.ms", 30_000,
                "request.timeout.ms", 20_000);
    }

    /** Environment of a service, which logs in. */
    Map<String, String> environment(String user, String password) {
        return Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(), "SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "SPRING_KAFKA_PROPERTIES_SASL_MECHANISM", "SCRAM-SHA-512", "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG",
                login(user, password), "SPRING_KAFKA_SSL_BUNDLE", "kafka",
                "SPRING_SSL_BUNDLE_PEM_KAFKA_TRUSTSTORE_CERTIFICATE", "file:" + authority(),
                "SPRING_SSL_BUNDLE_PEM_KAFKA_RELOADONUPDATE", "true");
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password);
    }

    /** What users were denied, as the brokers log it. */
    List<String> denials() throws IOException {
        List<String> denials = new ArrayList<>();
        for (int node = 1; node <= NODES; node++) {
            Files.readAllLines(log(node)).stream().filter((line) -> line.contains(" is Denied ")).forEach(denials::add);
        }
        return denials;
    }

    /** Runs a command and returns what it printed; fails with that. */
    String run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.createTempFile(this.directory, "script-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(SCRIPT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        int code = process.waitFor();
        String printed = Files.readString(output);
        if (code != 0) {
            throw new IllegalStateException(command.get(0) + " ended with " + code + ": " + printed);
        }
        return printed;
    }

    @Override
    public void close() {
        this.nodes.forEach(ChildProcess::close);
    }

}
