package io.sensorstreams.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Creates hostile requests for the mappings of a service. The same seed creates the same
 * requests. Each request has one or several faults in its address, query, headers or
 * body. Used by one thread.
 */
final class HostileRequests {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS",
            "TRACE", "BREW", "get");

    private static final List<String> NAMES = List.of("AIR", "air", "x", "0", "-1", "99999999999", "1e9", "a.csv",
            "AIR2401.csv", "..", "%2e%2e", "%2F", "..%2f..%2fetc", "%00", "%0a", "%zz", "%", "%c0%af", "%ff", "a;b",
            "{x}", "a%20b", "%F0%9F%8C%A7", "%E2%80%AE", "'", "%22", "$%7Bx%7D", "null", "latest", "*", "a".repeat(300),
            "%C3%A4".repeat(200) + ".csv", "start", "");

    private static final List<String> QUERIES = List.of("", "?includedNames=%zz", "?tail=%zz", "?tail=-1",
            "?tail=99999999999", "?tail=x", "?tail=", "?tail=10000", "?from=beginning", "?from=%zz", "?from=", "?a=%",
            "?%ff=%c0", "?tag=a", "?tag=a:b:c", "?includedNames=x", "?x[]=1", "?a=" + "b".repeat(5000),
            "?tail=1&tail=2", "?" + String.join("&", Collections.nCopies(1500, "a=b")), "?dialect=%7B",
            "?page=-1&size=0", "?size=2147483648", "?\u00ff", "?topic=%00&stream=a&row=-1&offset=x");

    private static final List<String> HEADERS = List.of("Accept: application/json;charset=utf-16", "Accept: foo",
            "Accept: ,,,", "Accept: */*;q=x", "Accept: image/png", "Accept: text/event-stream", "Accept: text/html",
            "Accept: application/xml", "Accept: a/b;c=\"", "Accept: application/openmetrics-text",
            "Accept-Encoding: gzip;q=x, \u00ff", "Accept-Language: x_%%;q=z", "Accept-Language: de", "Range: bytes=x",
            "Range: bytes=9-1", "Range: bytes=-0", "Range: bytes=0-" + ",0-".repeat(300),
            "Range: bytes=99999999999999999999-", "Range: rows=1-2", "If-Modified-Since: x", "If-None-Match: \"",
            "If-Range: x", "Expect: x", "Content-Encoding: gzip", "Transfer-Encoding: x", "Origin: http://evil.example",
            "Origin: null", "Origin: ", "Sec-Fetch-Site: cross-site", "Host: evil.example", "Host: ", "Host: [::1",
            "Host: a:b:c", "X-Forwarded-For: 1.2.3.4", "X-Forwarded-Host: evil.example", "X-Forwarded-Prefix: /..",
            "Forwarded: for=x;host=evil.example", "X-HTTP-Method-Override: DELETE", "Cookie: a=\u0001",
            "Authorization: Bearer x", "X-Long: " + "x".repeat(7000), "Last-Event-ID: %zz", "Upgrade: h2c",
            "Access-Control-Request-Method: X", "Content-Length: x", "Content-Length: -1", "X\u0001: a", "No colon");

    private static final List<String> TYPES = List.of("application/json", "application/json", "application/json", "*/*",
            "application/*", "application/*+json", "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=x", "multipart/mixed", "application/x-www-form-urlencoded",
            "application/json;charset=utf-16", "application/json;charset=none", "application/json;charset=IBM1047",
            "text/plain", "foo", "", "application/json, text/plain", "application/json;x", "application/cbor",
            "application/octet-stream", "application/x-ndjson", "\u00ff/\u00ff");

    private final List<Mapping> mappings;

    private final Random random;

    private final List<Supplier<byte[]>> bodies = List.of(() -> new byte[0], this::json, this::json, this::json,
            this::huge, () -> json("null"), () -> json("[]"), () -> json("{"), () -> json("\"x\""), () -> json("5"),
            () -> json("{}"), this::noise, () -> valid().getBytes(UTF_16), () -> json("a=%zz&b"),
            () -> json("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n"));

    HostileRequests(List<Mapping> mappings, Random random) {
        this.mappings = List.copyOf(mappings);
        this.random = random;
    }

    /**
     * Returns the methods and patterns of all mappings of the service, as Spring lists
     * them.
     */
    static List<Mapping> mappings(RawHttp http) {
        String text = http.send(RawHttp.Request.of("GET", "/actuator/mappings")).text();
        JsonNode answer = new JsonMapper().readTree(text.substring(text.indexOf("\r\n\r\n"))
            .replaceFirst("(?s)^\r\n\r\n[0-9a-fA-F]+\r\n", "")
            .replaceAll("\r\n[0-9a-fA-F]+\r\n", ""));
        List<Mapping> mappings = new ArrayList<>();
        for (JsonNode handler : answer.findValues("requestMappingConditions")) {
            Set<String> methods = new TreeSet<>();
            handler.path("methods").forEach((method) -> methods.add(method.asString()));
            handler.path("patterns").forEach((pattern) -> mappings.add(new Mapping(methods, pattern.asString())));
        }
        return mappings;
    }

    /** Returns the next request. The mappings are used in turn. */
    RawHttp.Request next() {
        Mapping mapping = one(this.mappings);
        String method = (chance(80) && !mapping.methods().isEmpty()) ? one(List.copyOf(mapping.methods()))
                : one(METHODS);
        String address = address(mapping.pattern()) + (chance(40) ? one(QUERIES) : "");
        List<String> headers = new ArrayList<>();
        while (chance(35)) {
            headers.add(one(HEADERS));
        }
        byte[] body = new byte[0];
        if (!method.equals("GET") || chance(5)) {
            headers.add("Content-Type: " + one(TYPES));
            body = one(this.bodies).get();
        }
        return new RawHttp.Request(method, address, headers, body);
    }

    private String address(String pattern) {
        if (chance(2)) {
            return one(List.of("/", "//", "/api", "/actuator", "*", "", "/.", "/a".repeat(2000), "/favicon.ico",
                    "http://evil.example/api/streams", "/error", "/%", "/actuator/env", "/api/streams/../../x"));
        }
        String address = VARIABLE.matcher(pattern.replace("**", "{x}"))
            .replaceAll((variable) -> Matcher.quoteReplacement(one(NAMES)));
        return chance(3) ? address + "/" : address;
    }

    private static byte[] json(String text) {
        return text.getBytes(UTF_8);
    }

    /** Returns a body that some mapping accepts, with one value replaced. */
    private byte[] json() {
        String body = valid();
        List<Integer> colons = new ArrayList<>();
        for (int i = body.indexOf(':'); i >= 0; i = body.indexOf(':', i + 1)) {
            colons.add(i + 1);
        }
        int at = one(colons);
        int end = Math.max(at, body.indexOf(',', at));
        return json(body.substring(0, at) + value() + body.substring((end > at) ? end : body.length() - 1));
    }

    private String valid() {
        return one(List.of("{\"name\":\"h" + this.random.nextInt(5)
                + "\",\"topic\":\"AIR\",\"source\":{\"type\":\"csv\",\"file\":\"AIR2401.csv\",\"missing\":[\"\"],\"timeFormat\":\"iso\"},\"pace\":{\"type\":\"rate\",\"perSecond\":10},\"limit\":1}",
                "{\"topic\":\"AIR\",\"source\":{\"type\":\"random\",\"seed\":1,\"stations\":[\"a\"],\"fields\":{\"f\":{\"type\":\"double\",\"min\":0,\"max\":1,\"decimals\":2}},\"start\":\"2024-01-01T00:00:00\",\"step\":\"1s\"},\"pace\":{\"type\":\"rate\",\"perSecond\":10},\"limit\":1}",
                "{\"topic\":\"AIR\",\"source\":{\"type\":\"random\",\"fields\":{\"c\":{\"type\":\"choice\",\"values\":[\"a\"]},\"t\":{\"type\":\"timestamp\",\"format\":\"iso\",\"zone\":\"UTC\"}}},\"pace\":{\"type\":\"rate\",\"perSecond\":10},\"limit\":1}",
                "{\"type\":\"interval\",\"every\":\"1s\"}", "{\"type\":\"rate\",\"perSecond\":1}",
                "{\"type\":\"cron\",\"expression\":\"* * * * * *\",\"zone\":\"UTC\"}",
                "{\"type\":\"event-time\",\"speedup\":1,\"maxGap\":\"1h\"}", "{\"groups\":[\"AIR\"]}",
                "{\"topic\":\"AIR\",\"from\":{\"offset\":0}}", "{\"topic\":\"AIR\",\"from\":{\"timestamp\":0}}",
                "{\"topic\":\"AIR\",\"partition\":0,\"to\":1,\"reason\":\"x\"}"));
    }

    private String value() {
        return one(List.of("null", "true", "1e999999", "-1", "1e-999999999", "99999999999999999999999", "0.1", "\"\"",
                "\"\\u0000\"", "\"\\ud800\"", "\"../x\"", "\"" + "x".repeat(20_000) + "\"", "[]", "{}", "[null]",
                "[[[[]]]]", "{\"type\":\"x\"}", "{\"a\":1,\"a\":2}", "NaN", "1" + "0".repeat(900), "\"P9999999999D\"",
                "\"0 0 0 31 2 *\"", "\"" + "1,".repeat(4000) + "1 * * * * *\"", "\"" + "[".repeat(5000) + "\"",
                "\"" + "'".repeat(4999) + "\"", "\"yyyy".repeat(1) + "y".repeat(3000) + "\"",
                "\"A/" + "B/".repeat(999) + "\"", "[" + "null,".repeat(15_999) + "null]",
                "[" + "\"\",".repeat(999) + "\"\"]", "{\"" + "k".repeat(2000) + "\":1}", "9223372036854775807",
                "-9223372036854775808", "2147483648", "1.7976931348623157e308"));
    }

    private byte[] huge() {
        return json(one(List.of("[".repeat(100_000), "{\"a\":".repeat(50_000), "\"" + "x".repeat(500_000),
                "1".repeat(500_000), "{\"a\":[" + "null,".repeat(100_000) + "1]}",
                "{\"" + "x".repeat(500_000) + "\":1}", "x".repeat(1_500_000),
                "{\"a\":[" + "{},".repeat(100_000) + "{}]}", " ".repeat(900_000) + "{}")));
    }

    private byte[] noise() {
        byte[] bytes = new byte[this.random.nextInt(400)];
        this.random.nextBytes(bytes);
        return this.random.nextBoolean() ? bytes
                : ("{\"name\":\"" + new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    private boolean chance(int percent) {
        return this.random.nextInt(100) < percent;
    }

    private <T> T one(List<T> several) {
        return several.get(this.random.nextInt(several.size()));
    }

    /**
     * Mapping of the service.
     *
     * @param methods methods of the mapping; empty for all methods
     * @param pattern path with variables in braces
     */
    record Mapping(Set<String> methods, String pattern) {
    }

}
