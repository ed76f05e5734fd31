package io.sensorstreams.consumer.audit;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Request for an audit of groups; of all when there are none. */
record AuditRequest(@Size(max = 1000) List<@NotNull @Size(max = 200) String> groups) {

    AuditRequest {
        groups = (groups != null) ? groups : List.of();
    }

}
