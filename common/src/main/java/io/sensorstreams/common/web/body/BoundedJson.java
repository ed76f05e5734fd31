package io.sensorstreams.common.web.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.sensorstreams.common.web.problem.BodyRefusedException;
import io.sensorstreams.common.web.problem.JsonSyntax;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Checks a JSON body while it is read, and stops at the first list, object, text, number
 * or depth that is larger than a request needs, and at a null in a list. A parser of its
 * own reads along, so that the bounds hold for every type of body, before one element
 * becomes an object. Used by one thread.
 */
final class BoundedJson extends FilterInputStream {

    /** Most elements of one list, and most fields of one object. */
    static final int MAX_ELEMENTS = 1000;

    /** Most characters of one text. */
    static final int MAX_TEXT = 10_000;

    /**
     * Most JSON tokens, not counting the texts in lists: a random source with 1000 fields
     * of any kind has fewer. Only the size of the body limits the texts of all lists
     * together, as with the values of many choices. They are cheap: 250,000 of them are
     * validated in 0.2 s.
     */
    private static final int MAX_TOKENS = 20_000;

    private static final int MAX_DEPTH = 20;

    private static final int LARGE = 2000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNameLength(1000)
            .maxStringLength(MAX_TEXT)
            .maxNumberLength(100)
            .build())
        .build();

    private final JsonParser parser = FACTORY.createNonBlockingByteArrayParser(ObjectReadContext.empty());

    private final ByteArrayFeeder feeder = (ByteArrayFeeder) this.parser.nonBlockingInputFeeder();

    private final byte[] single = new byte[1];

    /** Elements of each list or object that is open, by its depth. */
    private final int[] counts = new int[MAX_DEPTH + 2];

    private int tokens;

    private int listedTexts;

    private boolean malformed;

    BoundedJson(InputStream in) {
        super(in);
    }

    /**
     * Whether the body is not UTF-8 JSON, as far as it was read. Its size is not known
     * then: the reader of the body must refuse it, or its caller.
     */
    boolean isMalformed() {
        return this.malformed;
    }

    /** Whether the body has so much in it that it matters how often it is looked at. */
    boolean isLarge() {
        return this.tokens > LARGE;
    }

    @Override
    public int read() throws IOException {
        int read = read(this.single, 0, 1);
        return (read < 0) ? read : this.single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0 && !this.malformed) {
            try {
                check(bytes, offset, read);
            }
            catch (BodyRefusedException e) {
                // A body that is too large as a whole is refused for that, wherever the
                // client has put its bytes.
                this.in.transferTo(OutputStream.nullOutputStream());
                throw e;
            }
        }
        return read;
    }

    private void check(byte[] bytes, int offset, int length) {
        try {
            this.feeder.feedInput(bytes, offset, offset + length);
            for (JsonToken token = this.parser.nextToken(); token != JsonToken.NOT_AVAILABLE
                    && token != null; token = this.parser.nextToken()) {
                countToken(token);
                count(this.parser.streamReadContext(), token);
            }
        }
        catch (StreamConstraintsException e) {
            throw new BodyRefusedException(JsonSyntax.PATH, JsonSyntax.reason(e));
        }
        catch (JacksonException e) {
            this.malformed = true;
        }
    }

    private void countToken(JsonToken token) {
        this.tokens++;
        if (token == JsonToken.VALUE_STRING && this.parser.streamReadContext().inArray()) {
            this.listedTexts++;
        }
        if (this.tokens - this.listedTexts > MAX_TOKENS) {
            throw new BodyRefusedException(JsonSyntax.PATH,
                    "is larger than is read: it has more than %d JSON tokens, not counting texts in lists"
                        .formatted(MAX_TOKENS));
        }
    }

    /** Jackson's own count is wrong for objects that are read without blocking. */
    private void count(TokenStreamContext context, JsonToken token) {
        int depth = context.getNestingDepth();
        if (token.isStructStart()) {
            this.counts[depth] = 0;
            TokenStreamContext parent = context.getParent();
            if (parent.inArray()) {
                count(parent, depth - 1);
            }
        }
        else if (token == JsonToken.PROPERTY_NAME || (token.isScalarValue() && context.inArray())) {
            count(context, depth);
            if (token == JsonToken.VALUE_NULL && context.inArray()) {
                throw new BodyRefusedException(path(context) + "[" + (this.counts[depth] - 1) + "]", "is null");
            }
        }
    }

    private void count(TokenStreamContext container, int depth) {
        this.counts[depth]++;
        if (this.counts[depth] > MAX_ELEMENTS) {
            throw new BodyRefusedException(path(container), "has more than " + MAX_ELEMENTS + " elements");
        }
    }

    /** Path of a list or an object, such as {@code source.fields[f].values}. */
    private static String path(TokenStreamContext container) {
        TokenStreamContext parent = container.getParent();
        if (parent == null || parent.inRoot()) {
            return JsonSyntax.PATH;
        }
        String before = path(parent);
        if (parent.inArray()) {
            return before + "[" + parent.getCurrentIndex() + "]";
        }
        return before.equals(JsonSyntax.PATH) ? parent.currentName() : before + "." + parent.currentName();
    }

}
