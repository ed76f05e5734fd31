package io.sensorstreams.consumer.audit;

import java.net.URI;
import java.util.List;
import java.util.Optional;

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
class AuditController {

    private final Audits audits;

    AuditController(Audits audits) {
        this.audits = audits;
    }

    @PostMapping
    ResponseEntity<AuditView> start(@Valid @RequestBody(required = false) Optional<AuditRequest> request) {
        AuditView audit = this.audits.start(request.map(AuditRequest::groups).orElse(List.of()));
        return ResponseEntity.accepted().location(URI.create("/api/audits/" + audit.id())).body(audit);
    }

    @GetMapping
    List<AuditView> list() {
        return this.audits.list();
    }

    @GetMapping("/latest")
    AuditView latest() {
        return this.audits.latest();
    }

    @GetMapping("/{id}")
    AuditView get(@PathVariable String id) {
        return this.audits.get(id);
    }

}
