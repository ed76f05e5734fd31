package io.sensorstreams.common.kafka;

import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitLogTest {

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private final AtomicLong nanos = new AtomicLong();

    private final Logger logger = new LoggerContext().getLogger("loop");

    private final WaitLog log = new WaitLog(this.logger, "Waiting for Kafka", this.nanos::get);

    @BeforeEach
    void listen() {
        this.logged.start();
        this.logger.addAppender(this.logged);
    }

    @Test
    void logsNoWarningWithinTheTimeOfANormalStart() {
        this.log.waits("no broker");
        this.log.waits("no broker");
        this.log.waits("no topic");

        assertThat(this.logged.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO, Level.INFO);
    }

    @Test
    void warnsOnceAboutEachLastingReason() {
        this.log.waits("no broker");
        this.nanos.addAndGet(WaitLog.PATIENCE.toNanos());
        this.log.waits("no broker");
        this.log.waits("no broker");
        this.log.waits("no topic");

        assertThat(this.logged.list).extracting(ILoggingEvent::getLevel)
            .containsExactly(Level.INFO, Level.WARN, Level.WARN);
    }

}
