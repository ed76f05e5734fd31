package io.sensorstreams.producer.sinks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Results of requests that were sent together.
 *
 * @param values results that are available
 * @param complete whether no result is missing
 */
record Answers<T>(List<T> values, boolean complete) {

    /**
     * Collects the results that are available now. A group that no longer exists reads
     * nothing.
     */
    static <T> Answers<T> of(Collection<KafkaFuture<T>> asked) throws InterruptedException {
        List<T> values = new ArrayList<>();
        boolean complete = true;
        for (KafkaFuture<T> each : asked) {
            try {
                T value = each.getNow(null);
                if (value != null) {
                    values.add(value);
                }
                else {
                    complete = false;
                }
            }
            catch (ExecutionException e) {
                complete &= e.getCause() instanceof GroupIdNotFoundException;
            }
        }
        return new Answers<>(values, complete);
    }

}
