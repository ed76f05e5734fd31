package io.sensorstreams.consumer.audit;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Request for an audit.
 *
 * @param groups groups to audit; all when empty
 */
record AuditRequest(@Size(max = 1000) @Nullable List<@NotNull @Size(max = 200) String> groups) {

    static final AuditRequest ALL = new AuditRequest(List.of());

    List<String> groupsOrAll() {
        return (this.groups != null) ? this.groups : List.of();
    }

}
