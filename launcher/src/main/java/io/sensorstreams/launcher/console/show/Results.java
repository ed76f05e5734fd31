package io.sensorstreams.launcher.console.show;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Remembers why an output could not be written, which a print stream does not. */
public final class Results extends FilterOutputStream {

    private static final String NOBODY_READS = "Broken pipe";

    private Optional<String> failure = Optional.empty();

    public Results(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] { (byte) value }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            this.out.write(bytes, from, length);
        }
        catch (IOException e) {
            this.failure = this.failure.or(() -> Optional.of(String.valueOf(e.getMessage())));
            throw e;
        }
    }

    /** Whether a part of the output is lost. */
    public boolean isLost() {
        return this.failure.isPresent();
    }

    /**
     * Returns the reason of a failure that the user should know. A reader of a pipe that
     * wants no more, such as {@code head}, is none.
     */
    public Optional<String> failure() {
        return this.failure.filter((reason) -> !reason.equals(NOBODY_READS));
    }

}
