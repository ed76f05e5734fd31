package io.sensorstreams.common.objects;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list of objects, in the order of their keys.
 *
 * @param next continues the list; null at its end
 */
public record ObjectPage(List<StoredObject> objects, @Nullable String next) {

    public ObjectPage {
        objects = List.copyOf(objects);
    }

}
