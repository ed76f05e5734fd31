package io.sensorstreams.consumer.audit;

import java.time.Instant;
import java.util.List;

import io.sensorstreams.consumer.audit.AuditView.Progress;
import io.sensorstreams.consumer.audit.AuditView.State;
import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.replicas.ask.Caller;
import io.sensorstreams.consumer.replicas.ask.Callers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

@WebMvcTest(AuditController.class)
class AuditControllerSliceTest {

    private static final AuditView RUNNING = new AuditView("a1", List.of("AIR", "EARTH"), State.RUNNING, null,
            Instant.parse("2026-01-31T12:00:00Z"), null, new Progress(5, 10), List.of(), null, List.of(), List.of());

    private static final Caller CALLER = new Caller(null, false);

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    Audits audits;

    @MockitoBean
    Callers callers;

    @BeforeEach
    void call() {
        given(this.callers.of(any())).willReturn(CALLER);
    }

    @Test
    void acceptsAnAuditOfAllGroupsWithoutABody() {
        given(this.audits.start(List.of(), CALLER)).willReturn(RUNNING);

        assertThat(this.mvc.post().uri("/api/audits")).hasStatus(HttpStatus.ACCEPTED)
            .hasHeader("Location", "/api/audits/a1")
            .bodyJson()
            .isStrictlyEqualTo(
                    """
                            {"id":"a1","groups":["AIR","EARTH"],"state":"RUNNING","verdict":null,
                             "startedAt":"2026-01-31T12:00:00Z","finishedAt":null,"progress":{"rowsRead":5,"rowsTotal":10},"topics":[],"error":null}""");
    }

    @Test
    void acceptsAnAuditOfSomeGroups() {
        given(this.audits.start(List.of("AIR"), CALLER)).willReturn(RUNNING);

        assertThat(post("{\"groups\":[\"AIR\"]}")).hasStatus(HttpStatus.ACCEPTED);
    }

    @Test
    void showsTheVerdictAndTheCounts() {
        PartitionReport report = PartitionReport.builder("AIR", "AIR", 0)
            .inKafka(10)
            .inFiles(9)
            .missing(1)
            .files(2)
            .problems("a row is gone")
            .build();
        given(this.audits.get("a1")).willReturn(
                new AuditView("a1", List.of("AIR"), State.COMPLETED, Verdict.of(List.of(report)), RUNNING.startedAt(),
                        RUNNING.startedAt(), new Progress(10, 10), List.of(report), null, List.of(), List.of()));

        assertThat(this.mvc.get().uri("/api/audits/a1")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"groups":["AIR"],"state":"COMPLETED","verdict":"NOT_CLEAN","topics":[
                 {"group":"AIR","topic":"AIR","partition":0,"inKafka":10,"inFiles":9,"missing":1,"duplicated":0,
                  "foreign":0,"disordered":0,"deadLettered":0,"unreachable":0,"elsewhere":[],"lag":0,"files":2,
                  "problems":["a row is gone"]}]}""");
    }

    @Test
    void listsAudits() {
        given(this.audits.list()).willReturn(List.of(RUNNING));

        assertThat(this.mvc.get().uri("/api/audits")).hasStatusOk()
            .bodyJson()
            .extractingPath("$[0].id")
            .isEqualTo("a1");
    }

    @Test
    void showsTheLatestAudit() {
        given(this.audits.latest()).willReturn(RUNNING);

        assertThat(this.mvc.get().uri("/api/audits/latest")).hasStatusOk()
            .bodyJson()
            .extractingPath("$.id")
            .isEqualTo("a1");
    }

    @Test
    void hasNoLatestAuditBeforeTheFirst() {
        given(this.audits.latest()).willThrow(AuditNotFoundException.none());

        assertThat(this.mvc.get().uri("/api/audits/latest")).hasStatus(HttpStatus.NOT_FOUND)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("$.detail")
            .isEqualTo("No audit was started yet; POST /api/audits starts one");
    }

    @Test
    void answersAnUnknownAuditWithNotFound() {
        given(this.audits.get("a2")).willThrow(AuditNotFoundException.unknown("a2"));

        assertThat(this.mvc.get().uri("/api/audits/a2")).hasStatus(HttpStatus.NOT_FOUND)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:audit-not-found",
                     "detail":"No audit 'a2'; recent audits are at /api/audits"}""");
    }

    @Test
    void refusesAnUnknownGroup() {
        given(this.audits.start(List.of("FIRE"), CALLER))
            .willThrow(new UnknownGroupsException(List.of("FIRE"), List.of("AIR", "EARTH")));

        assertThat(post("{\"groups\":[\"FIRE\"]}")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.groups")
            .isEqualTo("has unknown groups [FIRE]; known: [AIR, EARTH]");
    }

    @Test
    void refusesAnUnknownField() {
        assertThat(post("{\"group\":\"AIR\"}")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.group")
            .isEqualTo("is not a known field; known: [groups]");
    }

    private MockMvcTester.MockMvcRequestBuilder post(String body) {
        return this.mvc.post().uri("/api/audits").contentType(MediaType.APPLICATION_JSON).content(body);
    }

}
