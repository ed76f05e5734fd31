package io.sensorstreams.launcher.console.call;

import java.util.Map;

/** Names the options of this program in texts of the services, which name parameters. */
public final class OptionNames {

    private static final Map<String, String> OPTIONS = Map.of("?from=beginning", "--from-beginning", "?from=next-file",
            "--from next-file", "?replace=true", "--replace");

    private OptionNames() {
    }

    /** Returns the text with the options. */
    public static String in(String text) {
        String named = text;
        for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
            named = named.replace(option.getKey(), option.getValue());
        }
        return named;
    }

}
