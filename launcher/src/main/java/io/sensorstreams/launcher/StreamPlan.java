package io.sensorstreams.launcher;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stream made of one file: {@code AIR2308.csv.gz} goes as {@code air2308} to topic
 * {@code AIR}.
 *
 * @param name lower-cased file name without its ending
 * @param topic leading letters of the file name
 * @param file file name in the data directory
 */
record StreamPlan(String name, String topic, String file) {

    private static final Pattern FILE = Pattern.compile("(([A-Za-z]+).*?)\\.csv(\\.gz|\\.zst)?");

    static boolean isReadings(String file) {
        return file.matches(".+\\.csv(\\.gz|\\.zst)?");
    }

    static StreamPlan of(String file) throws StartException {
        Matcher matcher = FILE.matcher(file);
        if (!matcher.matches()) {
            throw new StartException("The name of " + file + " begins with no letter, so it names no topic");
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
        return new StreamPlan(name, matcher.group(2), file);
    }

    /** The stream's specification, as the producer-service wants it. */
    Map<String, Object> specification(Pace pace) {
        Map<String, Object> specification = new LinkedHashMap<>();
        specification.put("name", this.name);
        specification.put("topic", this.topic);
        specification.put("source", Map.of("type", "csv", "file", this.file));
        specification.put("pace", pace.specification());
        specification.put("partitioning", "station");
        specification.put("delivery", "exactly-once");
        return specification;
    }

}
