package io.sensorstreams.system;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;

/** Lists the members of a consumer group as the broker reports them. */
final class GroupMembers {

    private final String bootstrapServers;

    GroupMembers(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Returns the members of these groups that are consumers of a replica. */
    List<String> of(String replica, List<String> groups) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.bootstrapServers))) {
            Map<String, ConsumerGroupDescription> described = admin.describeConsumerGroups(groups).all().get();
            return described.values()
                .stream()
                .flatMap((group) -> group.members().stream())
                .filter((member) -> isOf(replica, member))
                .map(MemberDescription::toString)
                .toList();
        }
    }

    private static boolean isOf(String replica, MemberDescription member) {
        return member.groupInstanceId().filter(replica::equals).isPresent()
                || member.clientId().startsWith(replica + "-");
    }

}
