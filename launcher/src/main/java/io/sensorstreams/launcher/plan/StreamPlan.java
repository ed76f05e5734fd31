package io.sensorstreams.launcher.plan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stream of one file. {@code AIR2308.csv.gz} becomes stream {@code air2308} with topic
 * {@code AIR}.
 *
 * @param name file name in lower case, without its extension
 * @param topic leading letters of the file name, or the topic that the user specified
 * @param file file name in the data directory
 */
public record StreamPlan(String name, String topic, String file) {

    private static final Pattern FILE = Pattern.compile("((\\p{Alpha}*).*)\\.csv(\\.gz|\\.zst)?", Pattern.DOTALL);

    private static final Pattern TABLE = Pattern.compile(".*\\.(csv|tsv)(\\.(gz|zst))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Stream names that the producer-service accepts. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,100}");

    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)(?!__)[A-Za-z0-9._-]{1,245}");

    static boolean isTable(String file) {
        return TABLE.matcher(file).matches();
    }

    public static boolean isTopic(String text) {
        return TOPIC.matcher(text).matches();
    }

    /**
     * Plans the stream of a file.
     * @param topic topic that the user specified
     */
    static StreamPlan of(String file, Optional<String> topic) throws OddFileException {
        Matcher matcher = FILE.matcher(file);
        if (!matcher.matches()) {
            throw new OddFileException(file,
                    "its name does not end in .csv, .csv.gz or .csv.zst, in lower case: "
                            + (file.toLowerCase(Locale.ROOT).contains(".tsv") ? "save it as comma-separated values"
                                    : "rename it to " + lowerEnding(file)));
        }
        String letters = matcher.group(2);
        if (topic.isEmpty() && letters.isEmpty()) {
            throw new OddFileException(file,
                    "its name does not begin with a letter from A to Z, so its topic is unknown: set it with --topic '"
                            + file + "=TOPIC'");
        }
        String name = nameOf(matcher.group(1), topic.orElse(letters));
        if (!NAME.matcher(name).matches() || !isTopic(topic.orElse(letters))) {
            throw new OddFileException(file,
                    "its name is too long, a stream name has at most 100 characters: rename it");
        }
        return new StreamPlan(name, topic.orElse(letters), file);
    }

    private static String nameOf(String base, String topic) {
        String name = slug(base);
        return name.isEmpty() ? slug(topic) : name;
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }

    private static String lowerEnding(String file) {
        int ending = file.toLowerCase(Locale.ROOT).lastIndexOf(".csv");
        return file.substring(0, ending) + file.substring(ending).toLowerCase(Locale.ROOT);
    }

    /** Returns the specification in the format of the producer-service. */
    public Map<String, Object> specification(Pace pace) {
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
