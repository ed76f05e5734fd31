package io.sensorstreams.kafka;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class LocalKafkaApplicationTest {

    private final List<LocalKafkaSettings> started = new ArrayList<>();

    private final List<OptionalInt> nodes = new ArrayList<>();

    private final StringWriter out = new StringWriter();

    private final StringWriter errors = new StringWriter();

    @Test
    void isOneBrokerOnKafkasUsualPortByDefault() {
        execute();

        assertThat(this.started).containsExactly(new LocalKafkaSettings(1, 9092, Optional.empty()));
    }

    @Test
    void takesBrokersPortAndDirectory() {
        execute("--brokers", "3", "--port", "0", "--dir", "d");

        assertThat(this.started).containsExactly(new LocalKafkaSettings(3, 0, Optional.of(Path.of("d"))));
        assertThat(this.nodes).containsExactly(OptionalInt.empty());
    }

    @Test
    void startsOneNodeOfAClusterInADirectory() {
        execute("--node", "2", "--brokers", "3", "--port", "9000", "--dir", "d");

        assertThat(this.nodes).containsExactly(OptionalInt.of(2));
        assertThat(this.started).singleElement()
            .extracting(LocalKafkaSettings::bootstrapServers)
            .isEqualTo("127.0.0.1:9000,127.0.0.1:9001,127.0.0.1:9002");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --nodes 3                    | Unknown options: '--nodes', '3'
            --port                       | Missing required parameter for option '--port' (P)
            --port x                     | Invalid value for option '--port': 'x' is not an int
            --brokers 0                  | Kafka with 0 nodes, expected 1 to 9
            --node 4 --brokers 3 --dir d | Node 4, expected 1 to 3
            --node 1                     | Option --node requires --port and --dir of its cluster
            --node 1 --dir d --port 0    | Option --node requires --port and --dir of its cluster
            """)
    void endsWithTwoAndOneLineForWrongUsage(String arguments, String reason) {
        assertThat(execute(arguments.split(" "))).isEqualTo(2);

        assertThat(this.errors.toString().lines()).containsExactly(reason + "; see --help");
        assertThat(this.started).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void endsWithThreeAndTheReasonWhenKafkaCannotStart(Exception failure) {
        int code = command((settings, node) -> fail(failure)).execute();

        assertThat(code).isEqualTo(3);
        assertThat(this.errors.toString().lines())
            .containsExactly("Port 9092 of 127.0.0.1 is taken by another program");
    }

    @Test
    void saysWhatIsWrongWithAPath() {
        int code = command((settings, node) -> fail(new NoSuchFileException("/d"))).execute();

        assertThat(code).isEqualTo(3);
        assertThat(this.errors.toString().lines()).containsExactly("java.nio.file.NoSuchFileException: /d");
    }

    private static List<Exception> failures() {
        String reason = "Port 9092 of 127.0.0.1 is taken by another program";
        return List.of(new IOException(reason), new UncheckedIOException(reason, new IOException()),
                new KafkaException(reason));
    }

    private static void fail(Exception failure) throws IOException {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw (IOException) failure;
    }

    @Test
    void describesItsOptions() {
        assertThat(execute("--help")).isZero();

        assertThat(this.out.toString()).contains("--brokers=N", "--port=P", "--dir=DIR", "--node=K", "--help")
            .doesNotContain("--version");
        assertThat(this.started).isEmpty();
    }

    private int execute(String... arguments) {
        return command((settings, node) -> {
            this.started.add(settings);
            this.nodes.add(node);
        }).execute(arguments);
    }

    private CommandLine command(LocalKafkaApplication.Action action) {
        return LocalKafkaApplication.commandLine(action)
            .setOut(new PrintWriter(this.out))
            .setErr(new PrintWriter(this.errors, true));
    }

}
