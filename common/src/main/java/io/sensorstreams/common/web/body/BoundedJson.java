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
 * Checks a JSON body while it is read. Refuses the first list, object, text, number or
 * depth that exceeds a limit, and null elements of lists. A separate parser reads the
 * same bytes, so that the limits apply to every type of body, before an object is
 * created. Used by one thread.
 */
final class BoundedJson extends FilterInputStream {

    /** Most elements of one list, and most fields of one object. */
    static final int MAX_ELEMENTS = 1000;

    /** Most characters of one text. */
    static final int MAX_TEXT = 10_000;

    /**
     * Most JSON tokens, without the texts in lists: a random source with 1000 fields has
     * fewer. Only the size of the body limits the texts of all lists together, such as
     * the values of choices. They are cheap: 250,000 of them are validated in 0.2 s.
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

    /** Number of elements of each open list or object, by depth. */
    private final int[] counts = new int[MAX_DEPTH + 2];

    private int tokens;

    private int listedTexts;

    private boolean malformed;

    BoundedJson(InputStream in) {
        super(in);
    }

    /**
     * Whether the body, as far as it was read, is not JSON in UTF-8. Its limits were not
     * checked then, so the caller must refuse it.
     */
    boolean isMalformed() {
        return this.malformed;
    }

    /** Whether the body is so large that the cost of validation matters. */
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
                // Reads the rest: a body that is too large as a whole is refused for its
                // size.
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
                    "is too large: it has more than %d JSON tokens, not counting texts in lists".formatted(MAX_TOKENS));
        }
    }

    /** Jackson's count is wrong for objects that are read by a non-blocking parser. */
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
