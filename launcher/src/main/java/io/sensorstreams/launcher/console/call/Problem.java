package io.sensorstreams.launcher.console.call;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.launcher.view.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns the refusal of a service (RFC 9457) into lines for the user. */
final class Problem {

    static final int UNAVAILABLE = 503;

    /** Answer of Tomcat to a request without TLS. */
    private static final String NEEDS_TLS = "This combination of host and port requires TLS";

    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            Map.entry("stream-not-found", "./sensor streams lists the streams"),
            Map.entry("stream-exists", "./sensor start NAME starts it; --replace replaces its definition"),
            Map.entry("stream-running", "./sensor stop NAME stops it"),
            Map.entry("stream-completed", "./sensor start NAME --from-beginning sends its rows again"),
            Map.entry("file-changed", "./sensor start NAME --from-beginning sends the file from its first row"),
            Map.entry("file-in-use",
                    "--name uploads it with another name; after --replace, ./sensor start NAME --from-beginning sends the new file"),
            Map.entry("clock-not-found", "./sensor clocks lists the clocks"),
            Map.entry("clock-running", "./sensor clock stop NAME stops it"),
            Map.entry("clock-ended", "./sensor clock seek NAME TIME sets it to an earlier time"),
            Map.entry("clock-in-use", "./sensor clock show NAME lists its streams"),
            Map.entry("group-not-found", "./sensor groups lists the groups"),
            Map.entry("file-not-found", "./sensor files lists the files"),
            Map.entry("audit-not-found", "./sensor audit starts an audit"),
            Map.entry("partition-not-found", "./sensor partitions lists the partitions"),
            Map.entry("partition-elsewhere", "--server URL asks the replica that owns it"), Map.entry("invalid-token",
                    "get a new token of the issuer: --token-file FILE, SENSOR_TOKEN_FILE or SENSOR_TOKEN"));

    private static final Map<String, String> BY_FIELD = Map.of("source.file",
            "./sensor files data lists the files; ./sensor upload FILE adds one", "pace.clock",
            "./sensor clocks lists the clocks; ./sensor clock create NAME --from TIME creates one", "clock",
            "./sensor clocks lists the clocks; ./sensor clock create NAME --from TIME creates one");

    private static final Map<Integer, String> BY_STATUS = Map.of(401,
            "set SENSOR_API_USER and SENSOR_API_PASSWORD to a user of the service", 403,
            "set SENSOR_API_USER and SENSOR_API_PASSWORD to a user who may change something, such as operator", 421,
            "add the host name of the address to SENSOR_ALLOWED_HOSTS of the service");

    /** Of services that accept tokens. */
    private static final Map<Integer, String> BY_STATUS_WITH_TOKENS = Map.of(401,
            "set SENSOR_API_USER and SENSOR_API_PASSWORD to a user of the service, or SENSOR_TOKEN to a token of its issuer",
            403, "use a token with the role that the request needs");

    private final ServiceName service;

    private final String request;

    private final int status;

    private final HttpHeaders headers;

    private Problem(ServiceName service, String request, int status, HttpHeaders headers) {
        this.service = service;
        this.request = request;
        this.status = status;
        this.headers = headers;
    }

    /**
     * Describes a refusal.
     * @param request method and address
     * @param body body of the answer, JSON or not
     */
    static CallException refusal(ServiceName service, String request, int status, HttpHeaders headers, String body) {
        if (body.contains(NEEDS_TLS)) {
            return CallException.refused(status, List.of("The " + service.text() + " speaks only HTTPS there",
                    "Use the address with https://; " + service.otherAddress()));
        }
        return CallException.refused(status, new Problem(service, request, status, headers).lines(read(body)));
    }

    private static JsonNode read(String body) {
        try {
            return Json.read(body);
        }
        catch (JacksonException e) {
            return Json.read("{}");
        }
    }

    private List<String> lines(JsonNode problem) {
        List<String> lines = new ArrayList<>();
        if (!problem.path("errors").isEmpty()) {
            lines.add("The " + this.service.text() + " refused the request:");
            problem.path("errors")
                .properties()
                .forEach((error) -> lines.add(error.getKey() + " " + OptionNames.in(error.getValue().asString(""))));
        }
        else {
            lines.add(OptionNames.in(problem.path("detail")
                .asString(this.request + " was answered with " + this.status + " and no reason")));
        }
        remedy(problem).ifPresent(lines::add);
        return lines;
    }

    private Optional<String> remedy(JsonNode problem) {
        String type = problem.path("type").asString("");
        String name = type.substring(type.lastIndexOf(':') + 1);
        Optional<String> field = BY_FIELD.keySet().stream().filter(problem.path("errors")::has).findFirst();
        Optional<String> known = Optional.ofNullable(BY_TYPE.get(name)).or(() -> field.map(BY_FIELD::get));
        if (known.isPresent()) {
            return known;
        }
        if (type.isEmpty() || name.equals("not-found")) {
            return Optional.of(this.service.isThisTheAddress());
        }
        boolean tokens = this.headers.allValues("WWW-Authenticate")
            .stream()
            .anyMatch((way) -> way.startsWith("Bearer"));
        if (tokens && BY_STATUS_WITH_TOKENS.containsKey(this.status)) {
            return Optional.ofNullable(BY_STATUS_WITH_TOKENS.get(this.status));
        }
        Optional<String> later = this.headers.firstValue("Retry-After").map((wait) -> "Try again in " + wait + " s");
        return later.or(() -> Optional.ofNullable(BY_STATUS.get(this.status)));
    }

}
