package io.sensorstreams.common.web.openapi;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;

import io.swagger.v3.oas.annotations.Operation;
import org.junit.jupiter.api.Test;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;

class OperationNamesTest {

    @Test
    void derivesNamesFromMethodsAndPaths() {
        Map<String, String> names = new TreeMap<>();
        for (Method method : Streams.class.getDeclaredMethods()) {
            names.put(method.getName(), OperationNames.of(Endpoint.of(Streams.class, method)));
        }

        assertThat(names).containsExactlyInAnyOrderEntriesOf(Map.of("a", "listStreams", "b", "createStream", "c",
                "getStream", "d", "replaceStream", "e", "startStream", "f", "stopAllStreams", "g", "getStreamRows", "h",
                "changeStreamPace", "i", "getLatestStream", "j", "previewStream"));
    }

    @Test
    void namesAResourceWithoutPlural() throws Exception {
        assertThat(OperationNames.of(Endpoint.of(About.class, About.class.getDeclaredMethod("about"))))
            .isEqualTo("getAbout");
    }

    static class About {

        @GetMapping("/api/about")
        void about() {
        }

    }

    @RequestMapping("/api/streams")
    static class Streams {

        @GetMapping
        void a() {
        }

        @PostMapping
        void b() {
        }

        @GetMapping("/{name}")
        void c() {
        }

        @PutMapping("/{*name}")
        void d() {
        }

        @PostMapping("/{name}/start")
        void e() {
        }

        @PostMapping("/stop")
        void f() {
        }

        @GetMapping("/{name}/rows")
        void g() {
        }

        @PatchMapping("/{name}/pace")
        void h() {
        }

        @GetMapping("/latest")
        void i() {
        }

        @PostMapping("/preview")
        @Operation(operationId = "previewStream")
        void j() {
        }

    }

}
