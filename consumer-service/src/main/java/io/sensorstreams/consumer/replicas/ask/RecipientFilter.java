package io.sensorstreams.consumer.replicas.ask;

import java.io.IOException;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that are meant for another replica. The address of a replica may lead
 * to another one: behind a load balancer, when both publish a loopback address, or when
 * it was given to another machine.
 */
final class RecipientFilter extends OncePerRequestFilter {

    private final String instance;

    private final JsonMapper json;

    /**
     * @param instance name of this replica
     */
    RecipientFilter(String instance, JsonMapper json) {
        this.instance = instance;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable String recipient = request.getHeader(ReplicaClient.RECIPIENT);
        if (recipient == null || recipient.equals(ReplicaClient.recipient(this.instance))) {
            chain.doFilter(request, response);
            return;
        }
        ProblemDetail problem = ProblemAdvice.problem(HttpStatus.MISDIRECTED_REQUEST, ReplicaFailure.OTHER_REPLICA,
                "Other replica",
                "This is instance '%s', and the request is for another one. Set SENSOR_ADVERTISED_URL of that one to the address at which it is reached"
                    .formatted(this.instance));
        ProblemAdvice.write(problem, response, this.json);
    }

}
