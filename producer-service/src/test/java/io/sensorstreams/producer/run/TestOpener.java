package io.sensorstreams.producer.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.publish.RowTopics;
import io.sensorstreams.producer.range.EventRange;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;

/** Opens sources, and counts those that are not closed. */
final class TestOpener extends StreamOpener {

    private final Set<Rows> open = ConcurrentHashMap.newKeySet();

    TestOpener(DataDirectory directory, RowTopics topics) {
        super(directory, topics);
    }

    /** The number of sources that were opened and not closed. */
    int openSources() {
        return this.open.size();
    }

    @Override
    CompletableFuture<OpenedSource> open(StreamSpec spec, Position from, EventRange range) {
        return super.open(spec, from, range)
            .thenApply((source) -> new OpenedSource(counted(source.rows()), source.partitions()));
    }

    private Rows counted(Rows rows) {
        this.open.add(rows);
        return (Rows) Proxy.newProxyInstance(Rows.class.getClassLoader(), new Class<?>[] { Rows.class },
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        this.open.remove(rows);
                    }
                    try {
                        return method.invoke(rows, arguments);
                    }
                    catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

}
