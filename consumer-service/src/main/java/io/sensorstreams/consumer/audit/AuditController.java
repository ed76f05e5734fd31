package io.sensorstreams.consumer.audit;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.web.openapi.Answers;
import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.consumer.replicas.ask.Callers;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/audits")
@Refusal(status = 404, type = "audit-not-found")
class AuditController {

    private final Audits audits;

    private final Callers callers;

    AuditController(Audits audits, Callers callers) {
        this.audits = audits;
        this.callers = callers;
    }

    /**
     * Starts an audit of the files of all replicas. While one is running, returns that
     * one.
     */
    @PostMapping
    @Operation(operationId = "startAudit")
    @Answers(value = 202, headers = "Location")
    @Refusal(status = 503, type = "audits-busy")
    ResponseEntity<AuditView> start(@Valid @RequestBody(required = false) Optional<AuditRequest> request,
            HttpServletRequest call) {
        AuditView audit = this.audits.start(request.map(AuditRequest::groups).orElse(List.of()), this.callers.of(call));
        return ResponseEntity.accepted().location(URI.create("/api/audits/" + audit.id())).body(audit);
    }

    /** Lists the latest audits. */
    @GetMapping
    List<AuditView> list() {
        return this.audits.list();
    }

    /** Returns the latest audit. */
    @GetMapping("/latest")
    @Refusal(status = 404, type = "audit-not-found")
    AuditView latest() {
        return this.audits.latest();
    }

    /** Returns an audit. */
    @GetMapping("/{id}")
    AuditView get(@PathVariable String id) {
        return this.audits.get(id);
    }

}
