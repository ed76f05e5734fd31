package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.ObjectWriter;
import io.sensorstreams.common.objects.ObjectWriter.Begun;
import io.sensorstreams.common.objects.ObjectWriter.Body;
import io.sensorstreams.common.objects.ObjectWriter.Target;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an object twice, at once and in parts, to find out whether the store refuses the
 * second time. Owned by one thread.
 */
final class StoreProbe {

    private static final Logger LOGGER = LoggerFactory.getLogger(StoreProbe.class);

    private final ObjectStore store;

    private final ObjectWriter writer;

    private final Target target;

    StoreProbe(ObjectStore store, ObjectWriter writer) {
        this.store = store;
        this.writer = writer;
        this.target = new Target(store.address().prefix() + ".sensor-probe-" + UUID.randomUUID(), Map.of(), true);
    }

    void run() throws IOException {
        try {
            this.writer.put(this.target, body("first"));
            if (!isRefused(() -> this.writer.put(this.target, body("second")))) {
                throw new UnsafeStoreException(this.store.address().toString(), "of an object");
            }
            if (!isRefused(this::putInParts)) {
                throw new UnsafeStoreException(this.store.address().toString(), "of an object in parts");
            }
        }
        finally {
            delete();
        }
    }

    private interface Call {

        void run() throws StoreException;

    }

    private static boolean isRefused(Call call) throws StoreException {
        try {
            call.run();
            return false;
        }
        catch (StoreException e) {
            if (e.kind() == Kind.CHANGED) {
                return true;
            }
            throw e;
        }
    }

    private void putInParts() throws StoreException {
        Begun begun = this.writer.begin(this.target);
        try {
            this.writer.complete(begun, List.of(this.writer.part(begun, 1, body("second"))));
        }
        catch (StoreException e) {
            this.writer.abort(this.target.key(), begun.id());
            throw e;
        }
    }

    private void delete() {
        try {
            this.store.delete(this.target.key());
        }
        catch (StoreException e) {
            LOGGER.atWarn()
                .addKeyValue("file", this.target.key())
                .log("The object of a probe stays in the store, it can be deleted: {}", e.getMessage());
        }
    }

    private static Body body(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Body.of(content, content.length);
    }

}
