package io.sensorstreams.common.web.security;

import java.security.Principal;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;

import static org.assertj.core.api.Assertions.assertThat;

class StatusOnlyHealthTest {

    private final HealthEndpointGroups groups = new StatusOnlyHealth()
        .postProcessHealthEndpointGroups(HealthEndpointGroups.of(new Open(), Map.of("readiness", new Open())));

    @Test
    void showsUsersEverything() {
        SecurityContext user = user(() -> "viewer");
        assertThat(this.groups.getPrimary().showComponents(user)).isTrue();
        assertThat(this.groups.getPrimary().showDetails(user)).isTrue();
        assertThat(this.groups.get("readiness").showDetails(user)).isTrue();
    }

    @Test
    void showsOthersTheStatusOnly() {
        assertThat(this.groups.getNames()).containsExactly("readiness");
        for (HealthEndpointGroup group : new HealthEndpointGroup[] { this.groups.getPrimary(),
                this.groups.get("readiness") }) {
            assertThat(group.showComponents(user(null))).isFalse();
            assertThat(group.showDetails(user(null))).isFalse();
            assertThat(group.isMember("broker")).isTrue();
        }
    }

    @Test
    void showsUsersWithoutARoleTheStatusOnly() {
        SecurityContext user = user(() -> "nobody", null);
        assertThat(this.groups.getPrimary().showComponents(user)).isFalse();
        assertThat(this.groups.getPrimary().showDetails(user)).isFalse();
    }

    private static SecurityContext user(Principal principal) {
        return user(principal, (principal != null) ? "VIEWER" : null);
    }

    private static SecurityContext user(Principal principal, String is) {
        return new SecurityContext() {
            @Override
            public Principal getPrincipal() {
                return principal;
            }

            @Override
            public boolean isUserInRole(String role) {
                return role.equals(is);
            }
        };
    }

    /** Shows all details to every caller. */
    private static final class Open implements HealthEndpointGroup {

        @Override
        public boolean isMember(String name) {
            return true;
        }

        @Override
        public boolean showComponents(SecurityContext context) {
            return true;
        }

        @Override
        public boolean showDetails(SecurityContext context) {
            return true;
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return StatusAggregator.getDefault();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return HttpCodeStatusMapper.getDefault();
        }

        @Override
        public AdditionalHealthEndpointPath getAdditionalPath() {
            return null;
        }

    }

}
