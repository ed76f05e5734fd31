package io.sensorstreams.consumer.group;

import java.util.List;

import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.consumer.replicas.ask.Callers;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts, stops, pauses and resumes groups. All calls are idempotent. */
@RestController
@RequestMapping("/api/listeners")
@Refusal(status = 404, type = "group-not-found")
@Refusal(status = 503, type = "replicas-unavailable")
class ListenersController {

    private final Listeners listeners;

    private final GroupCommands commands;

    private final Callers callers;

    ListenersController(Listeners listeners, GroupCommands commands, Callers callers) {
        this.listeners = listeners;
        this.commands = commands;
        this.callers = callers;
    }

    /** Lists all groups of this replica. */
    @GetMapping
    List<ListenerView> list() {
        return this.listeners.all().stream().map(ListenerGroup::view).toList();
    }

    /** Starts a group on all replicas. Idempotent. */
    @PostMapping("/{group}/start")
    ListenerView start(@PathVariable String group, HttpServletRequest request) throws InterruptedException {
        return this.commands.run(group, "start", ListenerGroup::start, this.callers.of(request));
    }

    /**
     * Stops a group on all replicas. Returns when everything that was read is flushed and
     * committed.
     */
    @PostMapping("/{group}/stop")
    ListenerView stop(@PathVariable String group, HttpServletRequest request) throws InterruptedException {
        return this.commands.run(group, "stop", ListenerGroup::stop, this.callers.of(request));
    }

    /**
     * Pauses a group on all replicas: it keeps its partitions and reads nothing.
     * Idempotent.
     */
    @PostMapping("/{group}/pause")
    ListenerView pause(@PathVariable String group, HttpServletRequest request) throws InterruptedException {
        return this.commands.run(group, "pause", ListenerGroup::pause, this.callers.of(request));
    }

    /** Resumes a group on all replicas. Idempotent. */
    @PostMapping("/{group}/resume")
    ListenerView resume(@PathVariable String group, HttpServletRequest request) throws InterruptedException {
        return this.commands.run(group, "resume", ListenerGroup::resume, this.callers.of(request));
    }

}
