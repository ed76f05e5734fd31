package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Output of one call of kustomize: the documents, and the models read from them. */
final class Manifests {

    private final List<ObjectNode> documents;

    private final List<Object> resources = new ArrayList<>();

    private final List<String> malformed = new ArrayList<>();

    private Manifests(List<ObjectNode> documents) {
        this.documents = documents;
        for (ObjectNode document : documents) {
            try {
                this.resources.add(Models.read(document));
            }
            catch (Models.MalformedManifestException e) {
                this.malformed.add(name(document) + ": " + e.getMessage());
            }
        }
    }

    static Manifests parse(String yaml) {
        List<ObjectNode> documents = new ArrayList<>();
        try (MappingIterator<ObjectNode> iterator = new ObjectMapper(new YAMLFactory()).readerFor(JsonNode.class)
            .readValues(yaml)) {
            iterator.forEachRemaining(documents::add);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Manifests(documents);
    }

    /**
     * Returns a copy with one document changed.
     * @param name name of the document, such as {@code StatefulSet/kafka}
     */
    Manifests with(String name, Consumer<ObjectNode> change) {
        List<ObjectNode> copies = this.documents.stream().map(ObjectNode::deepCopy).toList();
        List<ObjectNode> changed = copies.stream().filter((document) -> name(document).equals(name)).toList();
        if (changed.size() != 1) {
            throw new IllegalArgumentException(changed.size() + " documents are named " + name);
        }
        change.accept(changed.get(0));
        return new Manifests(copies);
    }

    /** Returns a copy without one document. */
    Manifests without(String name) {
        return new Manifests(this.documents.stream().filter((document) -> !name(document).equals(name)).toList());
    }

    List<ObjectNode> documents() {
        return this.documents;
    }

    /** Returns the faults of documents that do not match their models. */
    List<String> malformed() {
        return this.malformed;
    }

    <T> List<T> all(Class<T> kind) {
        return this.resources.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns the resource with this kind and name, if it exists. */
    <T extends HasMetadata> Stream<T> find(Class<T> kind, String name) {
        return all(kind).stream().filter((resource) -> resource.getMetadata().getName().equals(name));
    }

    /**
     * Returns the name of a document, such as {@code ConfigMap/kafka}, without the hash
     * of its content.
     */
    static String name(JsonNode document) {
        return document.path("kind").asText() + "/"
                + document.path("metadata").path("name").asText().replaceFirst("-[a-z0-9]{10}$", "");
    }

}
