package io.sensorstreams.consumer.audit;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.sensorstreams.consumer.audit.AuditView.State;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.replicas.ask.Caller;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class AuditsTest {

    private static final List<Sink> SINKS = List.of(sink("AIR", "AIR"), sink("both", "AIR"), sink("both", "EARTH"));

    private static final Caller NOBODY = new Caller(null, false);

    private final Audits audits = new Audits(new Auditor(null, null, null) {

        @Override
        void run(Audit audit, List<Sink> sinks, Caller caller) {
            throw new StackOverflowError("thrown by a test");
        }

    }, new Sinks(SINKS), Clock.systemUTC());

    @AfterEach
    void close() {
        this.audits.close();
    }

    @Test
    void showsAnAuditThatThrewAnErrorAsFailed() {
        String id = this.audits.start(List.of(), NOBODY).id();

        await().atMost(Duration.ofSeconds(30)).until(() -> this.audits.get(id).state() == State.FAILED);
        assertThat(this.audits.get(id).error()).isEqualTo("java.lang.StackOverflowError: thrown by a test");
        assertThat(this.audits.start(List.of(), NOBODY).id()).isNotEqualTo(id);
    }

    @Test
    void refusesPartsWhileManyWaitAndKeepsThose() {
        CountDownLatch release = new CountDownLatch(1);
        Auditor waiting = new Auditor(null, null, null) {

            @Override
            void run(Audit audit, List<Sink> sinks, Caller caller) throws InterruptedException {
                release.await();
            }

        };
        try (Audits busy = new Audits(waiting, new Sinks(SINKS), Clock.systemUTC())) {
            List<String> parts = Stream.generate(() -> busy.start(List.of(), Caller.ALONE).id()).limit(5).toList();

            assertThatExceptionOfType(TooManyPartsException.class).isThrownBy(() -> busy.start(List.of(), Caller.ALONE))
                .withMessageStartingWith("This replica has 5 parts of audits of other replicas to do");

            release.countDown();
            await().atMost(Duration.ofSeconds(30))
                .until(() -> parts.stream().allMatch((id) -> busy.get(id).state() == State.COMPLETED));
            assertThat(busy.start(List.of(), Caller.ALONE).id()).isNotIn(parts);
        }
    }

    @Test
    void namesTheGroupsAlsoWithoutReports() {
        assertThat(this.audits.start(List.of(), NOBODY).groups()).containsExactly("AIR", "both");
        await().atMost(Duration.ofSeconds(30)).until(() -> this.audits.latest().state() == State.FAILED);

        assertThat(this.audits.start(List.of("both", "both"), NOBODY).groups()).containsExactly("both");
    }

    @Test
    void showsAnAuditThatCouldNotStartAsFailed() {
        this.audits.close();

        AuditView audit = this.audits.start(List.of(), NOBODY);

        assertThat(audit.state()).isEqualTo(State.FAILED);
        assertThat(audit.error()).contains("rejected");
    }

    private static Sink sink(String group, String topic) {
        return new Sink(group, topic, Path.of("unused"), FileFormat.CSV);
    }

}
