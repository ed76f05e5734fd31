package io.sensorstreams.launcher.console.watch;

import io.sensorstreams.launcher.console.call.Json;
import tools.jackson.databind.JsonNode;

/** Formats a row that was sent or written. */
final class RowText {

    private RowText() {
    }

    /** Returns {@code sent AIR[0] air/1/4711 {…}}. */
    static String sent(JsonNode row) {
        return "sent " + partition(row) + " " + Json.text(row.path("row")) + " " + row.path("value");
    }

    /** Returns {@code written AIR[0] offset 4712 → AIR-0-….csv line 4711: …}. */
    static String written(JsonNode row) {
        return "written " + partition(row) + " offset " + Json.text(row.path("offset")) + " → "
                + Json.text(row.path("file")) + " line " + Json.text(row.path("line")) + ": "
                + Json.text(row.path("text"));
    }

    private static String partition(JsonNode row) {
        return Json.text(row.path("topic")) + "[" + Json.text(row.path("partition")) + "]";
    }

}
