package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.harness.Program;

/**
 * Runs rsyslog with its Kafka input and its file output, and otherwise with default
 * settings. It promises nothing: the client commits offsets by time, and rows may still
 * be in its queue in memory.
 */
public record Rsyslog(Lab lab, String executable) {

    /**
     * Receives a topic into a file, a value on each line.
     * @param bytes length of the file when it has all rows
     * @return rows per second from the first to the last row in the file
     */
    public double consume(String topic, long rows, long bytes) throws IOException, InterruptedException {
        Path output = this.lab.directory().resolve("rsyslog.json");
        Path settings = Files.write(this.lab.directory().resolve("rsyslog.conf"),
                settings(this.lab.bootstrapServers(), topic, output));
        Process process = new Program(
                List.of(this.executable, "-n", "-f", settings.toString(), "-i",
                        this.lab.directory().resolve("rsyslog.pid").toString()),
                this.lab.directory().resolve("rsyslog.out"), this.lab.directory().resolve("rsyslog.log"))
            .start();
        try {
            return new GrowingFile(output).rowsPerSecond(rows, bytes);
        }
        finally {
            process.destroyForcibly().waitFor();
        }
    }

    static List<String> settings(String bootstrapServers, String topic, Path output) {
        return """
                module(load="imkafka")
                template(name="value" type="string" string="%%rawmsg%%\\n")
                ruleset(name="copy") {
                    action(type="omfile" file="%s" template="value")
                }
                input(type="imkafka" broker=["%s"] topic="%s" consumergroup="rsyslog-%s" ruleset="copy"
                    confParam=["auto.offset.reset=earliest"])
                """.formatted(output, bootstrapServers, topic, topic).lines().toList();
    }

}
