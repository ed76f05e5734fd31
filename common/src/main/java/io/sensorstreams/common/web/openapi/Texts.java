package io.sensorstreams.common.web.openapi;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.JavadocProvider;

/** Reads descriptions from the Javadoc of types. */
final class Texts {

    private final @Nullable JavadocProvider javadoc;

    /**
     * Creates the reader.
     * @param javadoc null for no descriptions
     */
    Texts(@Nullable JavadocProvider javadoc) {
        this.javadoc = javadoc;
    }

    @Nullable String of(Class<?> type) {
        return (this.javadoc != null) ? plain(this.javadoc.getClassJavadoc(type)) : null;
    }

    @Nullable String of(Class<?> type, String component) {
        Map<String, String> all = (this.javadoc != null) ? this.javadoc.getRecordClassParamJavadoc(type) : null;
        String text = (all != null) ? plain(all.get(component)) : null;
        return (text != null && !text.isEmpty()) ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : null;
    }

    /** Returns a text in one line, with Markdown instead of HTML. */
    static @Nullable String plain(@Nullable String text) {
        return (text != null) ? text.replaceAll("</?code>", "`")
            .replaceAll("\\{@(?:code|link|linkplain) ([^}]*)}", "$1")
            .replaceAll("<[^>]+>", " ")
            // A link is its text and its target.
            .replaceAll("\\b([\\w.]*[A-Z]\\w*) \\1\\b", "$1")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
            .replaceAll("\\s+", " ")
            .strip() : null;
    }

}
