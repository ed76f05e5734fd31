package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.parquet.type.ColumnType;
import io.sensorstreams.consumer.parquet.type.TimePattern;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a Parquet file: those of its rows, then optionally one for the offsets and
 * one for the {@code row} headers. These two are named {@code _offset} and {@code _row},
 * with more underscores if a column of the rows has this name.
 */
final class FileSchema {

    /** Key in the file's metadata; its value is the pattern of the times. */
    private static final String TIME_FORMAT = "sensor.time-format";

    /** Key in the file's metadata; its value is the name of the column of offsets. */
    private static final String OFFSETS = "sensor.offset-column";

    /** Key in the file's metadata; its value is the name of the column of headers. */
    private static final String HEADERS = "sensor.row-column";

    private static final String ROOT = "row";

    private final List<FileColumn> all;

    private final boolean hasOffsets;

    private final FileColumns rowColumns;

    private final MessageType message;

    private FileSchema(List<FileColumn> all, boolean hasOffsets) {
        this.all = List.copyOf(all);
        this.hasOffsets = hasOffsets;
        int cells = hasOffsets ? all.size() - 2 : all.size();
        this.rowColumns = new FileColumns(all.stream().limit(cells).map(FileColumn::name).toList());
        this.message = new MessageType(ROOT, all.stream().map(FileColumn::primitive).toList().toArray(Type[]::new));
    }

    /** Creates the schema of a new file, with the types found in its first rows. */
    static FileSchema of(List<String> names, List<ColumnType> types, ParquetSettings settings) {
        List<FileColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ColumnType type = types.get(i);
            columns.add((type.kind() == ColumnType.Kind.TIME)
                    ? new FileColumn(names.get(i), type,
                            settings.patterns().get(Integer.numberOfTrailingZeros(type.patterns())), false)
                    : new FileColumn(names.get(i), type));
        }
        if (settings.offsets()) {
            Set<String> used = names.stream().map(FileSchema::comparable).collect(Collectors.toSet());
            columns.add(FileColumn.ofOffsets(unused("_offset", used)));
            columns.add(new FileColumn(unused("_row", used), ColumnType.TEXT));
        }
        return new FileSchema(columns, settings.offsets());
    }

    private static String unused(String name, Set<String> used) {
        String candidate = name;
        while (used.contains(candidate)) {
            candidate = "_" + candidate;
        }
        return candidate;
    }

    /** Some readers do not distinguish lower and upper case. */
    private static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** All columns, in the order of the file. */
    List<FileColumn> all() {
        return this.all;
    }

    /** The columns of the rows, which come first. */
    FileColumns rowColumns() {
        return this.rowColumns;
    }

    boolean hasOffsets() {
        return this.hasOffsets;
    }

    MessageType message() {
        return this.message;
    }

    /** Adds the columns to the metadata of a file. */
    void describe(FileMetaData file) {
        SchemaElement root = new SchemaElement(ROOT);
        root.setNum_children(this.all.size());
        file.addToSchema(root);
        this.all.forEach((column) -> file.addToSchema(column.element()));
        this.all.stream()
            .filter((column) -> column.type().kind() == ColumnType.Kind.TIME)
            .findFirst()
            .ifPresent((column) -> add(file, TIME_FORMAT, column.pattern().toString()));
        if (this.hasOffsets) {
            add(file, OFFSETS, this.all.get(this.all.size() - 2).name());
            add(file, HEADERS, this.all.get(this.all.size() - 1).name());
        }
    }

    private static void add(FileMetaData file, String key, String value) {
        KeyValue pair = new KeyValue(key);
        pair.setValue(value);
        file.addToKey_value_metadata(pair);
    }

    /**
     * Reads what {@link #describe} added.
     * @throws IOException when the file has other columns than this program writes
     */
    static FileSchema of(FileMetaData file) throws IOException {
        List<SchemaElement> elements = file.getSchema();
        if (elements.size() < 2 || elements.get(0).getNum_children() != elements.size() - 1) {
            throw new IOException("its schema has %d elements, expected columns in one row".formatted(elements.size()));
        }
        Map<String, String> pairs = pairs(file);
        TimePattern pattern = pattern(pairs.get(TIME_FORMAT));
        List<FileColumn> columns = new ArrayList<>();
        for (SchemaElement element : elements.subList(1, elements.size())) {
            columns.add(FileColumn.of(element, pattern));
        }
        if (columns.stream().map(FileColumn::name).collect(Collectors.toCollection(HashSet::new)).size() < columns
            .size()) {
            throw new IOException("two columns have the same name");
        }
        boolean hasOffsets = pairs.containsKey(OFFSETS);
        if (hasOffsets && !endsWithOffsets(columns)) {
            throw new IOException("its last two columns are not the offset and the row header");
        }
        return new FileSchema(columns, hasOffsets);
    }

    private static boolean endsWithOffsets(List<FileColumn> columns) {
        int count = columns.size();
        return count > 2 && columns.get(count - 2).type().equals(ColumnType.LONG) && columns.get(count - 2).isRequired()
                && columns.get(count - 1).type().equals(ColumnType.TEXT);
    }

    private static TimePattern pattern(@Nullable String pattern) throws IOException {
        try {
            return (pattern != null) ? new TimePattern(pattern) : TimePattern.USUAL.get(0);
        }
        catch (IllegalArgumentException e) {
            throw new IOException("its format of times is invalid: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> pairs(FileMetaData file) {
        List<KeyValue> pairs = file.isSetKey_value_metadata() ? file.getKey_value_metadata() : List.of();
        return pairs.stream()
            .filter(KeyValue::isSetValue)
            .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue, (first, second) -> second));
    }

}
