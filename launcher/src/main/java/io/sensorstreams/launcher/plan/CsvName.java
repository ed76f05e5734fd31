package io.sensorstreams.launcher.plan;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a data file. {@code AIR2308.CSV.gz} has the base {@code AIR2308} and the
 * letters {@code AIR}.
 *
 * @param base name without its ending
 * @param letters letters from A to Z that the name begins with; may be empty
 */
record CsvName(String file, String base, String letters) {

    static final String ENDINGS = ".csv, .tsv and .txt files, also with .gz or .zst,";

    private static final Pattern CSV = Pattern.compile("((\\p{Alpha}*).*)\\.(csv|tsv|txt)(\\.(gz|zst))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Tables and compressions that are not read. */
    private static final Pattern TABLE = Pattern.compile(
            "(.+?)\\.(?:(xlsx?|ods)|(tab|psv|dat)(\\.gz|\\.zst)?|(csv|tsv|txt|tab|psv|dat|xlsx?|ods)\\.(?:bz2|xz|lz4|lzma|br|z|zip|7z))",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern SAFE_IN_A_SHELL = Pattern.compile("[\\p{L}\\p{N}._+/:-]+");

    static Optional<CsvName> of(String file) {
        Matcher matcher = CSV.matcher(file);
        return matcher.matches() ? Optional.of(new CsvName(file, matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** Whether the ending is written as most programs write it. */
    boolean isLowerCase() {
        String ending = this.file.substring(this.base.length());
        return ending.equals(ending.toLowerCase(Locale.ROOT));
    }

    /** Whether the name is one that is usual for other texts, too. */
    boolean isText() {
        return this.file.substring(this.base.length()).equalsIgnoreCase(".txt");
    }

    /** Returns why a table that is no data file is not read; empty for any other file. */
    static Optional<String> otherFormat(String file) {
        Matcher matcher = TABLE.matcher(file);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String remedy = "decompress it";
        if (matcher.group(2) != null) {
            remedy = "save it with commas between the fields as " + matcher.group(1) + ".csv";
        }
        else if (matcher.group(3) != null) {
            remedy = "name it " + matcher.group(1) + ".txt" + Objects.requireNonNullElse(matcher.group(4), "");
        }
        return Optional.of("only " + ENDINGS + " are read: " + remedy);
    }

    /** Returns the option of {@code ./run} that gives a topic to a file. */
    static String topicOption(String named, String topic) {
        String value = named + "=" + topic;
        String quoted = SAFE_IN_A_SHELL.matcher(named).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
        return "--topic" + (named.startsWith("-") ? "=" : " ") + quoted;
    }

}
