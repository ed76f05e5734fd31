package io.sensorstreams.consumer.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.fuzz.Input;
import io.sensorstreams.fuzz.Verify;

import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourceRegion;
import org.springframework.http.HttpRange;

/** Downloads of output files: ranges and last rows. */
public final class Downloads {

    private static final Path FILE = file();

    private static Path file() {
        try {
            Path file = Files.createTempFile("fuzz", ".csv");
            file.toFile().deleteOnExit();
            return file;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Downloads() {
    }

    private static CommittedFile committed(long length) {
        return new CommittedFile(
                LedgerEntry.builder("G", "AIR", 0, "AIR-0-00000000000000000000.csv").bytes(length).build(), FILE);
    }

    /** A range is satisfied if and only if RFC 9110 says so, with its bytes. */
    public static void range(Input input) {
        long length = input.oneOf(0L, 1L, 10L, 1_000_000L, Long.MAX_VALUE);
        // Tomcat refuses control characters in headers, and removes blanks around them.
        String header = input.longText(16 * 1024).replaceAll("\\p{Cntrl}", " ").strip();
        List<long[]> expected = ranges(header, length);
        Resource body;
        try {
            body = RequestedRange.of(committed(length), header, null);
        }
        catch (RangeNotSatisfiableException e) {
            Verify.that(expected == null || expected.isEmpty() || isRefusedBySpring(expected, header, length),
                    () -> "'" + header + "' of " + length + " was refused");
            return;
        }
        boolean bytes = header.strip().startsWith("bytes=");
        Verify.equal(body instanceof InputStreamResource, !bytes, "the whole file for '" + header + "'");
        if (!bytes) {
            return;
        }
        List<ResourceRegion> regions = HttpRange.toResourceRegions(HttpRange.parseRanges(header), body);
        long sum = 0;
        for (ResourceRegion region : regions) {
            sum += region.getCount();
            Verify.that(region.getPosition() >= 0 && region.getCount() > 0
                    && region.getPosition() + region.getCount() <= length, () -> "region of '" + header + "'");
        }
        if (expected == null) {
            // Spring reads some texts that RFC 9110 does not allow, such as 0--0.
            return;
        }
        Verify.equal(regions.size(), expected.size(), "number of ranges of '" + header + "'");
        long total = expected.stream().mapToLong((range) -> range[1] - range[0] + 1).sum();
        Verify.equal(sum, total, "bytes of '" + header + "'");
    }

    /**
     * Several ranges that are many, the whole file, or of which one is behind its end.
     */
    private static boolean isRefusedBySpring(List<long[]> ranges, String header, long length) {
        long parts = Arrays.stream(header.split(",")).filter((part) -> !part.trim().isEmpty()).count();
        long sum = 0;
        for (long[] range : ranges) {
            sum = Math.min(length, sum + range[1] - range[0] + 1);
        }
        return parts > 100 || (parts > 1 && (sum >= length || ranges.size() < parts));
    }

    /**
     * First and last byte of each range that can be satisfied; null when it is no range.
     */
    private static List<long[]> ranges(String header, long length) {
        List<long[]> ranges = new ArrayList<>();
        String[] parts = header.strip().replaceFirst("^bytes=", "").split(",", -1);
        for (String part : parts) {
            String range = part.trim();
            if (range.isEmpty() && parts.length > 1) {
                continue;
            }
            if (!range.matches("[0-9]{1,18}-([0-9]{0,18}|" + Long.MAX_VALUE + ")|-[0-9]{1,18}")) {
                return null;
            }
            String[] ends = range.split("-", -1);
            long first = ends[0].isEmpty() ? Math.max(0, length - Long.parseLong(ends[1])) : Long.parseLong(ends[0]);
            long last = (ends[0].isEmpty() || ends[1].isEmpty()) ? length - 1
                    : Math.min(length - 1, Long.parseLong(ends[1]));
            if (!ends[0].isEmpty() && !ends[1].isEmpty() && Long.parseLong(ends[1]) < first) {
                return null;
            }
            if (first <= last) {
                ranges.add(new long[] { first, last });
            }
        }
        return ranges;
    }

    /** The last rows are those of the committed lines. */
    public static void tail(Input input) throws IOException {
        int lines = input.oneOf(0, 1, 2, 3, 100, 10_000);
        boolean header = input.flag();
        int cut = input.choice(5);
        byte[] file = input.longRest(300 * 1024);
        int length = Math.max(0, file.length - cut);
        Files.write(FILE, file);
        byte[] found = new FileTail(CommittedBytes.onDisk(FILE, length), header).read(lines);
        List<byte[]> all = lines(file, length);
        int first = header ? Math.min(1, all.size()) : 0;
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < all.size(); i++) {
            if (i < first || i >= Math.max(first, all.size() - lines)) {
                expected.writeBytes(all.get(i));
            }
        }
        Verify.that(Arrays.equals(found, expected.toByteArray()), () -> "the last " + lines + " lines of " + length
                + " bytes are " + found.length + " bytes, expected " + expected.size());
    }

    private static List<byte[]> lines(byte[] file, int length) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (file[i] == '\n' || i + 1 == length) {
                lines.add(Arrays.copyOfRange(file, from, i + 1));
                from = i + 1;
            }
        }
        return lines;
    }

}
