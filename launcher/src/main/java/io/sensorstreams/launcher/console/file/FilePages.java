package io.sensorstreams.launcher.console.file;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.call.Service;

/** Reads the list of CSV files, which comes in pages. */
final class FilePages {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final Service producer;

    FilePages(Service producer) {
        this.producer = producer;
    }

    /** Returns the array of all pages. The only page is unchanged. */
    String all() throws IOException, InterruptedException {
        Reply page = page(Paths.of("files"));
        String array = page.text().strip();
        Optional<String> next = next(page);
        while (next.isPresent()) {
            page = page(next.get());
            array = joined(array, page.text().strip());
            next = next(page);
        }
        return array;
    }

    private Reply page(String path) throws IOException, InterruptedException {
        Reply page = this.producer.get(path);
        page.array();
        return page;
    }

    private static Optional<String> next(Reply page) {
        return page.header("Link").map(NEXT::matcher).filter(Matcher::find).map((link) -> link.group(1));
    }

    private static String joined(String array, String more) {
        return more.equals("[]") ? array : array.substring(0, array.length() - 1) + "," + more.substring(1);
    }

}
