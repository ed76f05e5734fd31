package io.sensorstreams.producer.dialect;

import java.util.List;
import java.util.regex.Pattern;

import io.sensorstreams.producer.sample.Layout;
import io.sensorstreams.producer.sample.NumberStyle;
import io.sensorstreams.producer.sample.Padding;
import io.sensorstreams.producer.sample.Quoting;
import io.sensorstreams.producer.sample.Separation;
import io.sensorstreams.producer.sample.Separations;

/** Finds the dialect of the start of a text that was decoded. Used once. */
final class DialectSearch {

    /** A quote that follows blanks after a delimiter. */
    private static final Pattern PADDED_QUOTE = Pattern.compile("([,;\\t|])[ ]+(?=\")");

    private final String text;

    private final boolean whole;

    private final List<String> alternatives;

    /**
     * Creates the object.
     * @param alternatives receives other ways to read the text, as sentences for users
     */
    DialectSearch(String text, boolean whole, List<String> alternatives) {
        this.text = text;
        this.whole = whole;
        this.alternatives = alternatives;
    }

    Dialect find(String encoding) {
        Separations separations = new Separations(this.text, this.whole);
        Separation best = separations.best();
        boolean trim = false;
        if (best.faults() > 0) {
            Separation trimmed = new Separations(PADDED_QUOTE.matcher(this.text).replaceAll("$1"), this.whole).best();
            trim = trimmed.faults() == 0 && trimmed.isFull() && Padding.isPadded(best.rows());
            best = trim ? trimmed : best;
        }
        Quoting quoting = Quoting.of(this.text, best, this.whole);
        best = quoting.separation();
        this.alternatives.addAll(quoting.alternatives());
        Layout layout = new Layout(best, !Separations.declared(this.text).isEmpty());
        NumberStyle numbers = NumberStyle.of(layout.values(), best.width(), best.delimiter());
        this.alternatives.addAll(layout.alternatives());
        this.alternatives.addAll(numbers.alternatives());
        addOthers(separations, best);
        if (!layout.header()) {
            this.alternatives.add("The first line may be a header line: it looks like values.");
        }
        return new Dialect(String.valueOf(best.delimiter()), quoting.quote(), quoting.escape(), numbers.decimal(),
                numbers.thousands(), encoding, layout.skipLines(), layout.header() ? 1 : 0, layout.columns(),
                layout.unitLines(), layout.comment(), trim || Padding.isPadded(layout.rows()), false, BlankRows.SKIP);
    }

    private void addOthers(Separations separations, Separation best) {
        separations.full()
            .stream()
            .filter((other) -> other.delimiter() != best.delimiter() && other.delimiter() != ' ')
            .filter((other) -> best.width() < 2 || other.columns().typed() > best.columns().typed())
            .limit(1)
            .forEach((other) -> this.alternatives.add("It may be separated by " + Separations.shown(other.delimiter())
                    + " instead of " + Separations.shown(best.delimiter()) + "."));
    }

}
