package io.sensorstreams.common.web.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Returns problem details for requests that Tomcat refuses before they reach the service,
 * such as {@code /%zz}. The default of Tomcat is a page. Public with a public
 * constructor, because Tomcat creates it.
 */
public final class ProblemReportValve extends ErrorReportValve {

    private static final String PROBLEM = """
            {"type":"%s%s","title":"%s","status":%d,"detail":"%s"}""";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String detail = (status == HttpStatus.BAD_REQUEST)
                ? "The request is not valid HTTP, or its URL is not properly encoded" : status.getReasonPhrase();
        try {
            answer(response, status, ProblemAdvice.name(status), detail);
        }
        catch (IOException e) {
            // The client has closed the connection.
            this.container.getLogger().debug("No answer to " + status, e);
        }
    }

    /**
     * Answers a request outside of Spring.
     * @param type last part of the problem's {@code type}
     * @param detail text without characters that JSON escapes
     */
    public static void answer(Response response, HttpStatus status, String type, String detail) throws IOException {
        byte[] body = PROBLEM.formatted(ProblemAdvice.TYPES, type, status.getReasonPhrase(), status.value(), detail)
            .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.finishResponse();
    }

}
