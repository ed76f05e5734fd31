package io.sensorstreams.supply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The document of the licences: text and tables that people write, then a table of all
 * libraries that is generated.
 *
 * @param text content of docs/licences.md
 */
record LicenceList(String text) {

    private static final String GENERATED = "## Libraries\n";

    private static final String SERVICES = "services";

    /** Returns the names of the first column of the table below a heading. */
    Set<String> firstColumn(String heading) {
        return rows(heading).stream().map((row) -> row.get(0).replace("`", "")).collect(Collectors.toSet());
    }

    /** Returns the rows of the table below a heading, without its head. */
    List<List<String>> rows(String heading) {
        String section = "\n" + this.text.substring(start("## " + heading + "\n"));
        int end = section.indexOf("\n## ", 1);
        return section.substring(0, (end < 0) ? section.length() : end)
            .lines()
            .filter((line) -> line.startsWith("| "))
            .skip(1)
            .map((line) -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
            .toList();
    }

    private int start(String heading) {
        int start = this.text.indexOf("\n" + heading);
        if (start < 0) {
            throw new IllegalArgumentException("The document has no heading: " + heading);
        }
        return start + 1 + heading.length();
    }

    /**
     * Returns the libraries that have none of the allowed licences, each with its own.
     */
    static List<String> notAllowed(Map<String, Sbom> lists, Set<String> allowed) {
        return lists.values()
            .stream()
            .flatMap((list) -> list.libraries().stream())
            .filter((library) -> library.licences().stream().noneMatch(allowed::contains))
            .map((library) -> library.id() + " " + library.licences())
            .distinct()
            .toList();
    }

    /** Returns the document with the table of these libraries. */
    LicenceList with(Map<String, Sbom> lists) {
        Map<String, String> licences = new TreeMap<>();
        Map<String, Set<String>> users = new TreeMap<>();
        lists.forEach((module, list) -> list.libraries().forEach((library) -> {
            licences.put(library.id(), String.join(" or ", library.licences()));
            users.computeIfAbsent(library.id(), (id) -> new TreeSet<>()).add(module);
        }));
        List<String> lines = new ArrayList<>(List.of("", "| library | licence | in |", "|---|---|---|"));
        licences.forEach((id, licence) -> lines
            .add("| `%s` | %s | %s |".formatted(id, licence, in(users.getOrDefault(id, Set.of())))));
        return new LicenceList(this.text.substring(0, start(GENERATED)) + String.join("\n", lines) + "\n");
    }

    private static String in(Set<String> modules) {
        Set<String> names = new TreeSet<>(modules);
        if (names.containsAll(List.of("consumer-service", "producer-service"))) {
            names.removeAll(List.of("consumer-service", "producer-service"));
            names.add(SERVICES);
        }
        return String.join(", ", names);
    }

}
