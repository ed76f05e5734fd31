package io.sensorstreams.common.web.body;

import io.sensorstreams.common.web.problem.BodyRefusedException;
import io.sensorstreams.common.web.problem.JsonFault;
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
 * Checks a JSON body before an object is created from it. Refuses the first list, object,
 * text, number or depth that exceeds a limit, null elements of lists, and what is not
 * JSON in UTF-8. A separate parser reads the body, so that the limits apply to every type
 * of body.
 */
final class BoundedJson {

    /** Most elements of one list, and most fields of one object. */
    static final int MAX_ELEMENTS = 1000;

    static final int MAX_TEXT = 10_000;

    /**
     * Most JSON tokens, without the texts in lists: a random source with 1000 fields has
     * fewer. Only the size of the body limits the texts of all lists together, such as
     * the values of choices. They are cheap: 250,000 of them are validated in 0.2 s.
     */
    private static final int MAX_TOKENS = 20_000;

    private static final int MAX_NAME = 1000;

    private static final int MAX_NUMBER = 100;

    private static final int MAX_DEPTH = 20;

    private static final int LARGE = 2000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNameLength(MAX_NAME)
            .maxStringLength(MAX_TEXT)
            .maxNumberLength(MAX_NUMBER)
            .build())
        .build();

    /** A parser that reads UTF-8 only; others detect UTF-16. */
    private final JsonParser parser = FACTORY.createNonBlockingByteArrayParser(ObjectReadContext.empty());

    /** Elements of each open list or object, by depth. */
    private final int[] counts = new int[MAX_DEPTH + 2];

    private int tokens;

    private int listedTexts;

    private BoundedJson() {
    }

    /** Throws {@link BodyRefusedException} for a body that is refused. */
    static BoundedJson check(byte[] body) {
        BoundedJson json = new BoundedJson();
        try {
            json.read(body);
            return json;
        }
        catch (StreamConstraintsException e) {
            throw new BodyRefusedException(JsonFault.BODY,
                    ("is too large: at most %d characters of a text, %d of a name and %d of a number are allowed, "
                            + "and %d levels of lists and objects%s")
                        .formatted(MAX_TEXT, MAX_NAME, MAX_NUMBER, MAX_DEPTH,
                                JsonFault.place(json.parser.currentTokenLocation())));
        }
        catch (JacksonException e) {
            throw new BodyRefusedException(JsonFault.BODY, JsonFault.syntax(e));
        }
    }

    private void read(byte[] body) {
        ByteArrayFeeder feeder = (ByteArrayFeeder) this.parser.nonBlockingInputFeeder();
        feeder.feedInput(body, 0, body.length);
        feeder.endOfInput();
        for (JsonToken token = this.parser.nextToken(); token != null; token = this.parser.nextToken()) {
            // The last token is not available until the end of the input is known.
            if (token != JsonToken.NOT_AVAILABLE) {
                countToken(token);
                count(this.parser.streamReadContext(), token);
            }
        }
    }

    /** Whether the body is so large that the cost of validation matters. */
    boolean isLarge() {
        return this.tokens > LARGE;
    }

    private void countToken(JsonToken token) {
        this.tokens++;
        if (token == JsonToken.VALUE_STRING && this.parser.streamReadContext().inArray()) {
            this.listedTexts++;
        }
        if (this.tokens - this.listedTexts > MAX_TOKENS) {
            throw new BodyRefusedException(JsonFault.BODY,
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

    /** Returns the path, such as {@code source.fields[f].values}. */
    private static String path(TokenStreamContext container) {
        TokenStreamContext parent = container.getParent();
        if (parent == null || parent.inRoot()) {
            return JsonFault.BODY;
        }
        String before = path(parent);
        if (parent.inArray()) {
            return before + "[" + parent.getCurrentIndex() + "]";
        }
        return before.equals(JsonFault.BODY) ? parent.currentName() : before + "." + parent.currentName();
    }

}
