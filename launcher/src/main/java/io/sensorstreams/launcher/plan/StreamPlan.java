package io.sensorstreams.launcher.plan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stream of one file. {@code AIR2308.csv.gz} becomes stream {@code air2308} with topic
 * {@code AIR}.
 *
 * @param name file name in lower case, without its extension
 * @param topic leading letters of the file name, or the topic that the user specified
 * @param file file name in the data directory, or a pattern of names
 * @param directory whether it is a pattern
 */
public record StreamPlan(String name, String topic, String file, boolean directory) {

    /** Stream names that the producer-service accepts. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,100}");

    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)(?!__)[A-Za-z0-9._-]{1,245}");

    /** Endings of data files, in upper or lower case, also compressed. */
    private static final String ENDINGS = ".{[cC][sS][vV],[tT][sS][vV],[tT][xX][tT]}*";

    /** The stream of one file. */
    public StreamPlan(String name, String topic, String file) {
        this(name, topic, file, false);
    }

    /**
     * Plans the stream of all files whose names begin with the topic and no more letters.
     */
    static StreamPlan ofTopic(String topic) {
        return new StreamPlan(slug(topic) + "-files", topic, topic + "{,[!A-Za-z]*}" + ENDINGS, true);
    }

    /** Whether the topic is that of the file's name. */
    public boolean isNamedByTopic() {
        return letters().equals(this.topic);
    }

    /** The letters that the name of the file begins with. */
    String letters() {
        return CsvName.of(this.file).map(CsvName::letters).orElse("");
    }

    /** What the stream sends, for a user. */
    public String shown() {
        return this.directory ? "files of topic " + this.topic : this.file;
    }

    /** Whether names of files can give this topic. */
    static boolean isOfLetters(String topic) {
        return topic.matches("[A-Za-z]{1,94}");
    }

    /** Whether the file belongs to the topic by its name. */
    public boolean isOfTopic(String name) {
        return CsvName.of(name).filter((csv) -> csv.letters().equals(this.topic)).isPresent();
    }

    public static boolean isTopic(String text) {
        return TOPIC.matcher(text).matches();
    }

    /**
     * Plans the stream of a file.
     * @param topic topic that the user specified
     * @param named how the user can name the file
     */
    static StreamPlan of(CsvName csv, Optional<String> topic, String named) throws OddFileException {
        String to = topic.orElse(csv.letters());
        if (to.isEmpty()) {
            throw new OddFileException(csv.file(),
                    "its name does not begin with a letter from A to Z, so its topic is unknown: name the topic, as in "
                            + CsvName.topicOption(named, "AIR"));
        }
        String name = nameOf(csv.base(), to);
        if (name.isEmpty()) {
            throw new OddFileException(csv.file(),
                    "neither its name nor its topic has a letter or digit for the name of a stream: rename it");
        }
        if (!NAME.matcher(name).matches() || !isTopic(to)) {
            throw new OddFileException(csv.file(),
                    "its name is too long, a stream name has at most 100 characters: rename it");
        }
        return new StreamPlan(name, to, csv.file());
    }

    private static String nameOf(String base, String topic) {
        String name = slug(base);
        return name.isEmpty() ? slug(topic) : name;
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }

    /** Returns the specification in the format of the producer-service. */
    public Map<String, Object> specification(Pace pace) {
        Map<String, Object> specification = new LinkedHashMap<>();
        specification.put("name", this.name);
        specification.put("topic", this.topic);
        specification.put("source", this.directory ? Map.of("type", "directory", "pattern", this.file)
                : Map.of("type", "csv", "file", this.file));
        specification.put("pace", pace.specification());
        specification.put("partitioning", "station");
        specification.put("delivery", "exactly-once");
        return specification;
    }

}
