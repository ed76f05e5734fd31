package io.sensorstreams.common.web.security;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.sensorstreams.common.web.security.SecuritySettings.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;

/**
 * Shows components and details of the health only to users with a role. Other callers,
 * such as probes, get only the status.
 */
final class StatusOnlyHealth implements HealthEndpointGroupsPostProcessor {

    @Override
    public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
        Map<String, HealthEndpointGroup> guarded = new HashMap<>();
        for (String name : groups.getNames()) {
            HealthEndpointGroup group = groups.get(name);
            if (group != null) {
                guarded.put(name, new Guarded(group));
            }
        }
        return HealthEndpointGroups.of(new Guarded(groups.getPrimary()), guarded);
    }

    private record Guarded(HealthEndpointGroup group) implements HealthEndpointGroup {

        @Override
        public boolean isMember(String name) {
            return this.group.isMember(name);
        }

        @Override
        public boolean showComponents(SecurityContext context) {
            return mayRead(context) && this.group.showComponents(context);
        }

        @Override
        public boolean showDetails(SecurityContext context) {
            return mayRead(context) && this.group.showDetails(context);
        }

        /** A token may be valid and have no role. */
        private static boolean mayRead(SecurityContext context) {
            return context.getPrincipal() != null
                    && Stream.of(Role.values()).anyMatch((role) -> context.isUserInRole(role.name()));
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return this.group.getStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return this.group.getHttpCodeStatusMapper();
        }

        @Override
        public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return this.group.getAdditionalPath();
        }

    }

}
