package io.sensorstreams.consumer.group;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public final class Listeners {

    private final Map<String, ListenerGroup> groups = new LinkedHashMap<>();

    public Listeners(List<ListenerGroup> groups) {
        groups.forEach((group) -> this.groups.put(group.name(), group));
    }

    public Collection<ListenerGroup> all() {
        return this.groups.values();
    }

    public ListenerGroup get(String group) {
        ListenerGroup found = this.groups.get(group);
        if (found == null) {
            throw new UnknownGroupException(group, this.groups.keySet());
        }
        return found;
    }

}
