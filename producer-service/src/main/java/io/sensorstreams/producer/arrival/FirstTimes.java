package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.row.SourceException;

/**
 * Caches the first event times of files. Thread-safe.
 */
final class FirstTimes {

    private static final int MOST = 10_000;

    private final Map<Key, OptionalLong> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, OptionalLong> eldest) {
            return size() > MOST;
        }

    });

    /** Equal readers read the same times. */
    private record Key(FileSequence.Reader reader, ListedFile file) {

    }

    /** Empty also when the file is not valid, which its opening reports. */
    OptionalLong of(FileSequence.Reader reader, ListedFile file) throws IOException {
        Key key = new Key(reader, file);
        OptionalLong time = this.known.get(key);
        if (time == null) {
            time = read(reader, file);
            this.known.put(key, time);
        }
        return time;
    }

    private static OptionalLong read(FileSequence.Reader reader, ListedFile file) throws IOException {
        try {
            return reader.firstTime(file.name());
        }
        catch (SourceException e) {
            if (StoreException.passing(e) != null) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }

}
