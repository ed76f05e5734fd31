package io.sensorstreams.common.web.problem;

import java.net.URI;

import jakarta.servlet.RequestDispatcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.ProblemDetail;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class DispatchedErrorsTest {

    @ParameterizedTest
    @ValueSource(strings = { "/", "//", "///", "//a b", "//:x@[", "/%", "/%zz", "/a//b", "/ä", "*", "", "[", "a:b" })
    void answersErrorsOfEveryPath(String path) {
        assertThat(handle(path).getStatus()).isEqualTo(405);
    }

    @Test
    void reducesLeadingSlashesToOne() {
        assertThat(handle("//api/streams").getInstance()).isEqualTo(URI.create("/api/streams"));
    }

    private static ProblemDetail handle(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 405);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, path);
        @Nullable ProblemDetail problem = new DispatchedErrors().handle(request).getBody();
        assertThat(problem).isNotNull();
        return problem;
    }

}
