package io.sensorstreams.launcher.console.call;

import java.util.List;
import java.util.Optional;

import io.sensorstreams.harness.Api.Answer;
import io.sensorstreams.launcher.view.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Answer of a service to a request that it did not refuse. */
public final class Reply {

    private final ServiceName service;

    private final Answer answer;

    Reply(ServiceName service, Answer answer) {
        this.service = service;
        this.answer = answer;
    }

    public int status() {
        return this.answer.status();
    }

    public String text() {
        return this.answer.text();
    }

    /** Returns the first header with this name. */
    public Optional<String> header(String name) {
        return this.answer.response().headers().firstValue(name);
    }

    /**
     * Returns the JSON object.
     * @throws CallException when another program seems to have answered
     */
    public JsonNode object() throws CallException {
        JsonNode json = json();
        if (json == null || !json.isObject()) {
            throw other("a JSON object");
        }
        return json;
    }

    /**
     * Returns the JSON array.
     * @throws CallException when another program seems to have answered
     */
    public JsonNode array() throws CallException {
        JsonNode json = json();
        if (json == null || !json.isArray()) {
            throw other("a JSON array");
        }
        return json;
    }

    private @Nullable JsonNode json() {
        try {
            return Json.read(text());
        }
        catch (JacksonException e) {
            return null;
        }
    }

    private CallException other(String expected) {
        return CallException.refused(status(),
                List.of(this.answer.request() + " was answered with " + status() + ", but not with " + expected,
                        this.service.isThisTheAddress()));
    }

}
