package io.sensorstreams.consumer.listen;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.access.PollRefusals;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.consumer.group.ListenerContainer;
import io.sensorstreams.consumer.group.ListenerGroup;
import io.sensorstreams.consumer.group.ListenerSpec;
import io.sensorstreams.consumer.group.ListenerStarter;
import io.sensorstreams.consumer.group.ListenerThreads;
import io.sensorstreams.consumer.group.Listeners;
import io.sensorstreams.consumer.group.SinkTopics;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.sink.Writing;
import io.sensorstreams.consumer.parquet.ParquetOutputProperties;
import io.sensorstreams.consumer.parquet.output.ParquetOutput;
import io.sensorstreams.consumer.standing.AbandonedTransactions;
import io.sensorstreams.consumer.standing.CommittedStates;
import io.sensorstreams.consumer.standing.StartingPoints;
import io.sensorstreams.consumer.standing.TopicIds;
import io.sensorstreams.consumer.status.Memberships;
import io.sensorstreams.consumer.status.PartitionStatuses;
import io.sensorstreams.consumer.status.SinkMetrics;
import io.sensorstreams.consumer.store.ObjectStores;
import io.sensorstreams.consumer.watch.PartitionTaps;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;

@Configuration(proxyBeanMethods = false)
class ListenConfiguration {

    /** The last commit waits for the broker, but not longer than its producer does. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private static final Duration RETRY_AUTHORIZATION = Duration.ofSeconds(10);

    @Bean
    PartitionStatuses partitionStatuses(Clock clock) {
        return new PartitionStatuses(clock);
    }

    @Bean
    SinkMetrics sinkMetrics(MeterRegistry registry, PartitionStatuses statuses, Sinks sinks,
            SensorProperties properties) {
        SinkMetrics metrics = new SinkMetrics(registry, statuses);
        for (Sink sink : sinks.all()) {
            Writing writing = sink.writing();
            metrics.register(sink,
                    writing.longestWait(properties.flush().interval(), properties.roll().policy(writing.roll())));
        }
        return metrics;
    }

    @Bean
    TopicIds topicIds(LazyAdmin admin, Sinks sinks) {
        List<String> topics = sinks.all().stream().map(Sink::topic).distinct().toList();
        return TopicIds.onOwnThread(() -> admin.get().describeTopics(topics).topicNameValues());
    }

    @Bean
    AbandonedTransactions abandonedTransactions(LazyAdmin admin, Ledger ledger) {
        return new AbandonedTransactions(admin, ledger);
    }

    @Bean
    StartingPoints startingPoints(Ledger ledger, TopicIds topicIds, AbandonedTransactions abandoned) {
        return new StartingPoints(ledger, topicIds, abandoned);
    }

    @Bean
    SinkContext sinkContext(SensorProperties properties, Sinks sinks, Ledger ledger, TopicIds topicIds,
            StartingPoints startingPoints, ProducerFactory<byte[], byte[]> producers, PartitionStatuses statuses,
            SinkMetrics metrics, PartitionTaps taps, Clock clock, ParquetOutputProperties parquet,
            ObjectStores stores) {
        return new SinkContext(properties, sinks, ledger, topicIds, startingPoints, producers, statuses, metrics, taps,
                clock, ParquetOutput.of(parquet), stores);
    }

    @Bean
    ConsumerLoops consumerLoops(SinkContext context, Memberships memberships, ListenerThreads threads) {
        return new ConsumerLoops(context, memberships, threads);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    GroupListener.Subscribed subscribedListener(ListenerSpec spec, ConsumerLoops loops) {
        return new GroupListener.Subscribed(spec, loops);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    GroupListener.HandAssigned handAssignedListener(ListenerSpec spec, ConsumerLoops loops) {
        return new GroupListener.HandAssigned(spec, loops);
    }

    @Bean
    Listeners listeners(SinkContext context, ConsumerLoops loops, ObjectProvider<GroupListener.Subscribed> ofGroups,
            ObjectProvider<GroupListener.HandAssigned> byHand, KafkaListenerEndpointRegistry containers,
            PollRefusals refusals, LoopWatch watch) {
        List<ListenerSpec> specs = ListenerSpec.of(context.properties(), context.sinks());
        for (ListenerSpec spec : specs) {
            (spec.isByHand() ? byHand : ofGroups).getObject(spec, loops);
        }
        List<ListenerGroup> groups = new ArrayList<>();
        for (String group : context.sinks().groups()) {
            groups.add(new ListenerGroup(group,
                    specs.stream()
                        .filter((spec) -> spec.group().equals(group))
                        .map((spec) -> new ListenerContainer(spec, () -> container(spec, containers),
                                context.properties().threadLimit()))
                        .toList(),
                    refusals, watch, context.clock()));
        }
        return new Listeners(groups);
    }

    private static ConcurrentMessageListenerContainer<?, ?> container(ListenerSpec spec,
            KafkaListenerEndpointRegistry containers) {
        if (containers.getListenerContainer(spec.id()) instanceof ConcurrentMessageListenerContainer<?, ?> found) {
            return found;
        }
        throw new IllegalStateException("Listener " + spec.id() + " has no container");
    }

    @Bean
    ListenerStarter listenerStarter(LazyAdmin admin, Sinks sinks, Ledger ledger, SensorProperties properties,
            Listeners listeners, LoopWatch watch, Clock clock) {
        return new ListenerStarter(new SinkTopics(admin, sinks, ledger, properties), listeners, watch, clock);
    }

    @Bean
    Leftovers leftovers(SinkContext context, CommittedStates committed, LoopWatch watch) {
        return new Leftovers(context, committed, watch);
    }

    /** Disables acknowledgement: the transaction of the ledger commits the offsets. */
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> containers(
            SensorProperties properties) {
        long tick = properties.flush().tick().toMillis();
        return (container) -> {
            ContainerProperties settings = container.getContainerProperties();
            settings.setAckMode(AckMode.MANUAL);
            settings.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
            settings.setPollTimeout(tick);
            settings.setPollTimeoutWhilePaused(Duration.ofMillis(tick));
            settings.setIdleEventInterval(tick);
            settings.setIdleBeforeDataMultiplier(1);
            settings.setShutdownTimeout(STOP.toMillis());
            settings.setAuthExceptionRetryInterval(RETRY_AUTHORIZATION);
        };
    }

}
