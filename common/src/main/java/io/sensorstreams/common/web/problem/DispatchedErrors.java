package io.sensorstreams.common.web.problem;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Returns problem details for errors that a filter or Tomcat reports only by a status.
 * Spring Boot's default is other JSON, or a page.
 */
@RestController
final class DispatchedErrors implements ErrorController {

    private static final Pattern LEADING = Pattern.compile("^//+");

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    ResponseEntity<ProblemDetail> handle(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus known = (code instanceof Integer status) ? HttpStatus.resolve(status) : HttpStatus.NOT_FOUND;
        HttpStatus status = (known != null) ? known : HttpStatus.INTERNAL_SERVER_ERROR;
        String path = path(request);
        ProblemDetail problem = ProblemAdvice.problem(status, ProblemAdvice.name(status), status.getReasonPhrase(),
                path + ": " + status.getReasonPhrase().toLowerCase(Locale.ROOT));
        problem.setInstance(instance(path));
        return ResponseEntity.of(problem).build();
    }

    /**
     * After two slashes a host is expected, so leading slashes are reduced to one. A
     * client may send a path that is no URI at all.
     */
    private static @Nullable URI instance(String path) {
        try {
            return URI
                .create(UriUtils.encodePath(LEADING.matcher(UriUtils.decode(path, UTF_8)).replaceFirst("/"), UTF_8));
        }
        catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String path(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return (original != null) ? original.toString() : request.getRequestURI();
    }

}
