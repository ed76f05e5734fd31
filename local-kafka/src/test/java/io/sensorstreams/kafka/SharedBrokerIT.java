package io.sensorstreams.kafka;

import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@SpringJUnitConfig(TestKafka.class)
class SharedBrokerIT {

    @Test
    void connectsTheContextToABrokerThatAnswers(@Autowired Environment environment) throws Exception {
        String servers = environment.getProperty("spring.kafka.bootstrap-servers");

        assertThat(servers).isEqualTo(TestKafka.bootstrapServers());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

}
