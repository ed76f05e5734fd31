package io.sensorstreams.producer.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.sensorstreams.common.web.openapi.Answers;
import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.FilePage;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping("/api/files")
class FileController {

    private final DataDirectory directory;

    private final FileUse use;

    private final long maxBytes;

    FileController(DataDirectory directory, FileUse use, FileProperties properties) {
        this.directory = directory;
        this.use = use;
        this.maxBytes = properties.upload().maxSize().toBytes();
    }

    /**
     * Lists files by name, a page at a time.
     * @param after the page begins after this name
     */
    @GetMapping
    @Answers(headers = HttpHeaders.LINK)
    @Refusal(status = 503, type = "data-directory-failed")
    ResponseEntity<List<FileView>> list(@RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "" + DataDirectory.MAX_PAGE) @Min(1) @Max(DataDirectory.MAX_PAGE) int limit)
            throws IOException {
        FilePage page = this.directory.list(after, limit);
        HttpHeaders headers = new HttpHeaders();
        page.next().ifPresent((next) -> headers.add(HttpHeaders.LINK, link(next, limit)));
        return ResponseEntity.ok().headers(headers).body(page.files().stream().map(FileView::of).toList());
    }

    private static String link(String after, int limit) {
        String next = UriComponentsBuilder.fromPath("/api/files")
            .queryParam("limit", limit)
            .queryParam("after", "{after}")
            .encode()
            .buildAndExpand(after)
            .toUriString();
        return "<" + next + ">; rel=\"next\"";
    }

    /**
     * Stores a file unchanged, whatever its content type.
     * @param path slash and name; matches names with slashes too, so that they are
     * refused with the reason
     * @param replace whether to replace a file that a stream has read in part; the stream
     * fails then
     */
    @PutMapping("/{*name}")
    @Operation(operationId = "uploadFile")
    @Answers({ 200, 201 })
    @Refusal(status = 409, type = "file-in-use")
    @Refusal(status = 413, type = "file-too-large")
    @Refusal(status = 503, type = "data-directory-failed")
    @Refusal(status = 507, type = "data-directory-full")
    ResponseEntity<FileView> upload(@PathVariable("name") String path, InputStream content,
            @RequestHeader(name = HttpHeaders.CONTENT_LENGTH, defaultValue = "-1") long length,
            @RequestParam(defaultValue = "false") boolean replace) throws IOException {
        String name = StringUtils.trimLeadingCharacter(path, '/');
        boolean created = this.directory.store(name, content, length, this.maxBytes, replace ? () -> {
        } : () -> checkUnused(name));
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
            .body(FileView.of(this.directory.describe(name)));
    }

    private void checkUnused(String name) {
        this.use.streamInside(name).ifPresent((stream) -> {
            throw new FileInUseException(name, stream);
        });
    }

}
