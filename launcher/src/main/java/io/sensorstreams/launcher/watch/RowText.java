package io.sensorstreams.launcher.watch;

import io.sensorstreams.launcher.view.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Formats the data of events. Each method throws {@link JacksonException} when the data
 * is not JSON.
 */
public final class RowText {

    private RowText() {
    }

    /** Returns {@code sent AIR[0] air/1/4711 {…}}. */
    public static String sent(String data) {
        JsonNode row = Json.read(data);
        return "sent " + partition(row) + " " + row.path("row").asString("") + " " + row.path("value");
    }

    /** Returns {@code written AIR[0] offset 4712 → AIR-0-….csv line 4711: …}. */
    public static String written(String data) {
        JsonNode row = Json.read(data);
        return "written " + partition(row) + " offset " + row.path("offset") + " → " + row.path("file").asString("")
                + " line " + row.path("line") + ": " + row.path("text").asString("");
    }

    /** Returns how many rows were not shown. */
    public static long skipped(String data) {
        return Json.read(data).path("skipped").asLong(0);
    }

    private static String partition(JsonNode row) {
        return row.path("topic").asString("") + "[" + row.path("partition") + "]";
    }

}
