package io.sensorstreams.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds mistakes in the ES modules of a page that a browser reports only when it loads
 * them: files that do not exist, and names that a module does not export.
 */
public final class PageModules {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/[a-z][^\"]*)\"");

    private static final Pattern IMPORT = Pattern
        .compile("(?s)(?:import|export)\\s+(?:\\{([^}]*)}\\s+from\\s+)?'([^']+)'");

    private static final Pattern LAZY = Pattern.compile("import\\('([^']+)'\\)");

    private static final Pattern EXPORT = Pattern
        .compile("export\\s+(?:async\\s+)?(?:function|class|const|let)\\s+([A-Za-z0-9_$]+)");

    private static final Pattern EXPORTS = Pattern.compile("(?s)export\\s*\\{([^}]*)}");

    private final List<String> faults = new ArrayList<>();

    private final Set<String> seen = new HashSet<>();

    private final Deque<String> waiting = new ArrayDeque<>();

    private PageModules() {
    }

    /**
     * Returns the faults of all modules that the page loads, a sentence each.
     * @param addresses of modules to begin with, such as {@code /app/start.js}
     */
    public static List<String> faults(String... addresses) {
        PageModules modules = new PageModules();
        for (String address : addresses) {
            modules.visit(address);
        }
        while (!modules.waiting.isEmpty()) {
            modules.check(modules.waiting.remove());
        }
        return modules.faults;
    }

    /** Returns the addresses that the page itself refers to. */
    public static List<String> references() {
        return REFERENCE.matcher(text("/index.html")).results().map((found) -> found.group(1)).toList();
    }

    private void visit(String address) {
        if (this.seen.add(address)) {
            this.waiting.add(address);
        }
    }

    private void check(String module) {
        if (module.startsWith("/lib/")) {
            return;
        }
        String text = text(module);
        if (text == null) {
            this.faults.add(module + " does not exist");
            return;
        }
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            String target = URI.create(module).resolve(imports.group(2)).toString();
            visit(target);
            names(imports.group(1)).filter((name) -> !exports(target, name))
                .forEach((name) -> this.faults
                    .add(module + " imports " + name + ", which " + target + " does not export"));
        }
        LAZY.matcher(text).results().forEach((found) -> visit(URI.create(module).resolve(found.group(1)).toString()));
    }

    private static boolean exports(String module, String name) {
        String text = text(module);
        return module.startsWith("/lib/") || text == null
                || EXPORT.matcher(text).results().anyMatch((found) -> found.group(1).equals(name))
                || EXPORTS.matcher(text).results().anyMatch((found) -> names(found.group(1)).anyMatch(name::equals));
    }

    private static Stream<String> names(String list) {
        return (list == null) ? Stream.empty()
                : Pattern.compile(",").splitAsStream(list).map(String::strip).filter((name) -> !name.isEmpty());
    }

    private static String text(String address) {
        try (InputStream file = PageModules.class.getResourceAsStream("/static" + address)) {
            return (file != null) ? new String(file.readAllBytes(), UTF_8) : null;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
