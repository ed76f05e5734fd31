package io.sensorstreams.producer.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.sensorstreams.producer.source.DataDirectory;
import io.sensorstreams.producer.source.DataFile;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * CSV files in the data directory.
 */
@RestController
@RequestMapping("/api/files")
class FileController {

    private final DataDirectory directory;

    private final long maxBytes;

    FileController(DataDirectory directory, FileProperties properties) {
        this.directory = directory;
        this.maxBytes = properties.upload().maxSize().toBytes();
    }

    @GetMapping
    List<DataFile> list() throws IOException {
        return this.directory.list();
    }

    /**
     * Takes in a file as it is, whatever content type the client names.
     * @param path slash and name: a name with slashes must reach us to be refused
     */
    @PutMapping("/{*path}")
    ResponseEntity<DataFile> upload(@PathVariable String path, InputStream content,
            @RequestHeader(name = HttpHeaders.CONTENT_LENGTH, defaultValue = "-1") long length) throws IOException {
        String name = path.substring(1);
        boolean created = this.directory.store(name, content, length, this.maxBytes);
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK).body(this.directory.describe(name));
    }

}
