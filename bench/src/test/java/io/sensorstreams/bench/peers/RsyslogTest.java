package io.sensorstreams.bench.peers;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RsyslogTest {

    @Test
    void readsATopicFromTheBeginningAndWritesItsValues() {
        assertThat(String.join("\n", Rsyslog.settings("127.0.0.1:9092", "AIR", Path.of("/lab/rsyslog.json"))))
            .isEqualToNormalizingNewlines(
                    """
                            module(load="imkafka")
                            template(name="value" type="string" string="%rawmsg%\\n")
                            ruleset(name="copy") {
                                action(type="omfile" file="/lab/rsyslog.json" template="value")
                            }
                            input(type="imkafka" broker=["127.0.0.1:9092"] topic="AIR" consumergroup="rsyslog-AIR" ruleset="copy"
                                confParam=["auto.offset.reset=earliest"])""");
    }

}
