package io.sensorstreams.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import io.sensorstreams.common.json.Durations;
import io.sensorstreams.common.ledger.LedgerName;
import io.sensorstreams.common.web.security.Hosts;
import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.consumer.files.Downloads;
import io.sensorstreams.producer.arrival.Globs;
import io.sensorstreams.producer.directory.DataDirectory;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Reads what requests have in their headers, paths and parameters: ranges, numbers of
 * last rows, names of files, patterns of names, hosts and durations.
 */
public final class RequestsFuzz {

    private static final Pattern FILE_NAME = Pattern.compile(DataDirectory.FILE_NAME);

    private RequestsFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        switch (input.choice(8)) {
            case 0 -> Downloads.range(input);
            case 1 -> Downloads.tail(input);
            case 2 -> fileName(input.longText(4_000));
            case 3 -> Globs.check(shorten(input.line()), shorten(input.line()), shorten(input.longText(1_000)));
            case 4 -> Hosts.check(input.longText(16_000));
            case 5 -> Durations.check(input.longText(16_000));
            case 6 -> ledgerName(input.longText(4_000));
            default -> identity(input.rest());
        }
    }

    /** A request has at most so many characters in a pattern. */
    private static String shorten(String pattern) {
        return pattern.substring(0, Math.min(255, pattern.length()));
    }

    /** A valid name stays in the directory. */
    private static void fileName(String name) {
        if (FILE_NAME.matcher(name).matches()) {
            Path directory = Path.of("/data");
            Path path = directory.resolve(name);
            Verify.that(path.equals(path.normalize()) && directory.equals(path.getParent()), () -> "path " + path);
            Verify.that(!name.startsWith(".") && name.chars().noneMatch(Character::isISOControl),
                    () -> "name '" + name + "'");
        }
    }

    private static void ledgerName(String key) {
        Optional<LedgerName> name = LedgerName.parse(key);
        name.ifPresent((parsed) -> {
            Verify.equal(parsed.key(), key, "key");
            Path directory = Path.of("/out", parsed.group(), parsed.topic(), String.valueOf(parsed.partition()));
            Verify.equal(directory.resolve(parsed.file()).normalize().getParent(), directory, "directory of " + key);
        });
    }

    private static void identity(byte[] header) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(RowIdentity.HEADER, header);
        RowIdentity.of(headers).ifPresent((identity) -> {
            RecordHeaders again = new RecordHeaders();
            again.add(RowIdentity.HEADER, identity.toString().getBytes(StandardCharsets.UTF_8));
            Verify.equal(RowIdentity.of(again).orElse(null), identity, "identity");
        });
    }

}
