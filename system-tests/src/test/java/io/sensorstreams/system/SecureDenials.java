package io.sensorstreams.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a user must not be able to do, tried with Kafka's own clients. */
final class SecureDenials {

    private final Map<String, Object> client;

    /** Tries with the settings of a client that logs in as a user. */
    SecureDenials(Map<String, Object> client) {
        this.client = client;
    }

    /** One attempt; it throws what Kafka answers. */
    @FunctionalInterface
    interface Attempt {

        void run() throws Exception;

    }

    /** Attempts that concern topics nobody but an administrator may change. */
    Map<String, Attempt> alterations(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Collection<AlterConfigOp> change = List
            .of(new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET));
        TopicPartition first = new TopicPartition(topic, 0);
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        attempts.put("change the settings of " + topic,
                () -> admin((admin) -> admin.incrementalAlterConfigs(Map.of(resource, change)).all()));
        attempts.put("add partitions to " + topic,
                () -> admin((admin) -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(99))).all()));
        attempts.put("delete " + topic, () -> admin((admin) -> admin.deleteTopics(List.of(topic)).all()));
        attempts.put("delete records of " + topic,
                () -> admin((admin) -> admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(1))).all()));
        return attempts;
    }

    Map<String, Attempt> administration() {
        AclBinding everything = new AclBinding(new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                new AccessControlEntry("User:producer-service", "*", AclOperation.ALL, AclPermissionType.ALLOW));
        UserScramCredentialUpsertion user = new UserScramCredentialUpsertion("kafka-ui",
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 8192), "another-secret-1");
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        attempts.put("create a topic that is not its own",
                () -> admin((admin) -> admin.createTopics(Set.of(new NewTopic("OTHER", 1, (short) 1))).all()));
        attempts.put("grant rights", () -> admin((admin) -> admin.createAcls(List.of(everything)).all()));
        attempts.put("set a password", () -> admin((admin) -> admin.alterUserScramCredentials(List.of(user)).all()));
        return attempts;
    }

    Attempt write(String topic) {
        return () -> {
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(this.client, new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(topic, new byte[] { '{', '}' })).get();
            }
        };
    }

    Attempt transaction(String id) {
        return () -> {
            Map<String, Object> settings = new HashMap<>(this.client);
            settings.put("transactional.id", id);
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.initTransactions();
            }
        };
    }

    Attempt read(String topic) {
        return () -> {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
                consumer.assign(List.of(new TopicPartition(topic, 0)));
                consumer.seekToBeginning(consumer.assignment());
                poll(consumer);
            }
        };
    }

    /** Reads a topic that the user may read, as a member of a group. */
    Attempt join(String group, String topic) {
        return () -> {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of("group.id", group))) {
                consumer.subscribe(List.of(topic));
                poll(consumer);
            }
        };
    }

    Attempt commit(String group, String topic) {
        return () -> admin((admin) -> admin
            .alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
            .all());
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(this.client);
        settings.put("allow.auto.create.topics", false);
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Kafka answers within a few polls. */
    private static void poll(KafkaConsumer<?, ?> consumer) {
        for (int polls = 0; polls < 30; polls++) {
            if (!consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
                return;
            }
        }
    }

    /** A request of an admin client. */
    @FunctionalInterface
    private interface Request {

        Future<?> send(Admin admin);

    }

    private void admin(Request request) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(this.client)) {
            request.send(admin).get();
        }
    }

    /** Returns those attempts that Kafka did not refuse for missing rights. */
    static List<String> notDenied(Map<String, Attempt> attempts) {
        List<String> wrong = new ArrayList<>();
        attempts.forEach((what, attempt) -> {
            try {
                attempt.run();
                wrong.add(what + ": allowed");
            }
            catch (Exception e) {
                Throwable cause = (e instanceof ExecutionException && e.getCause() != null) ? e.getCause() : e;
                if (!(cause instanceof AuthorizationException)) {
                    wrong.add(what + ": " + cause);
                }
            }
        });
        return wrong;
    }

}
