package io.sensorstreams.consumer.parquet;

import java.io.IOException;

import io.sensorstreams.consumer.parquet.type.ColumnType;
import io.sensorstreams.consumer.parquet.type.TimePattern;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.NullType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * One column of a Parquet file.
 *
 * @param type type of its values
 * @param pattern pattern of its times; without meaning if it has none
 * @param isRequired whether no value can be null
 */
record FileColumn(String name, ColumnType type, TimePattern pattern, boolean isRequired) {

    private static final int BYTES_OF_DECIMAL = 16;

    /** Creates a column that may have nulls and has no times. */
    FileColumn(String name, ColumnType type) {
        this(name, type, TimePattern.USUAL.get(0), false);
    }

    /** Creates a column of offsets. */
    static FileColumn ofOffsets(String name) {
        return new FileColumn(name, ColumnType.LONG, TimePattern.USUAL.get(0), true);
    }

    private Type physicalType() {
        return switch (this.type.kind()) {
            case DECIMAL -> this.type.isLong() ? Type.INT64 : Type.FIXED_LEN_BYTE_ARRAY;
            case TIME, LONG -> Type.INT64;
            case TEXT -> Type.BYTE_ARRAY;
            case NULL -> Type.INT32;
            case BOOLEAN -> Type.BOOLEAN;
            case DOUBLE -> Type.DOUBLE;
        };
    }

    /** Description for the encoders and decoders. */
    PrimitiveType primitive() {
        PrimitiveTypeName physical = switch (physicalType()) {
            case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
            case FIXED_LEN_BYTE_ARRAY -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
            default -> PrimitiveTypeName.valueOf(physicalType().name());
        };
        var builder = this.isRequired ? Types.required(physical) : Types.optional(physical);
        return builder.length(BYTES_OF_DECIMAL).as(annotation()).named(this.name);
    }

    private @Nullable LogicalTypeAnnotation annotation() {
        return switch (this.type.kind()) {
            case DECIMAL -> LogicalTypeAnnotation.decimalType(this.type.scale(), this.type.precision());
            case TIME ->
                LogicalTypeAnnotation.timestampType(this.pattern.isUtc(), LogicalTypeAnnotation.TimeUnit.MICROS);
            case TEXT -> LogicalTypeAnnotation.stringType();
            case NULL -> LogicalTypeAnnotation.unknownType();
            case BOOLEAN, DOUBLE, LONG -> null;
        };
    }

    /** Description in the file. */
    SchemaElement element() {
        SchemaElement element = new SchemaElement(this.name);
        element.setType(physicalType());
        element.setRepetition_type(this.isRequired ? FieldRepetitionType.REQUIRED : FieldRepetitionType.OPTIONAL);
        switch (this.type.kind()) {
            case DECIMAL -> describeDecimal(element);
            case TIME -> {
                TimeUnit unit = TimeUnit.MICROS(new MicroSeconds());
                element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(this.pattern.isUtc(), unit)));
            }
            case TEXT -> {
                element.setLogicalType(LogicalType.STRING(new StringType()));
                element.setConverted_type(ConvertedType.UTF8);
            }
            case NULL -> element.setLogicalType(LogicalType.UNKNOWN(new NullType()));
            case BOOLEAN, DOUBLE, LONG -> {
                // The physical type says it all.
            }
        }
        return element;
    }

    private void describeDecimal(SchemaElement element) {
        if (!this.type.isLong()) {
            element.setType_length(BYTES_OF_DECIMAL);
        }
        element.setLogicalType(LogicalType.DECIMAL(new DecimalType(this.type.scale(), this.type.precision())));
        element.setConverted_type(ConvertedType.DECIMAL);
        element.setScale(this.type.scale());
        element.setPrecision(this.type.precision());
    }

    /**
     * Reads what {@link #element} returned.
     * @param pattern pattern of the times of the file
     * @throws IOException when the description is another one
     */
    static FileColumn of(SchemaElement element, TimePattern pattern) throws IOException {
        boolean required = element.getRepetition_type() == FieldRepetitionType.REQUIRED;
        FileColumn column = new FileColumn(element.getName(), typeOf(element), pattern, required);
        SchemaElement expected = column.element();
        if (!expected.equals(element)) {
            throw new IOException("column '%s' is described as %s, which this program does not write"
                .formatted(element.getName(), element));
        }
        return column;
    }

    private static ColumnType typeOf(SchemaElement element) throws IOException {
        LogicalType logical = element.getLogicalType();
        if (logical == null) {
            return (element.getType() == Type.INT64) ? ColumnType.LONG
                    : (element.getType() == Type.DOUBLE) ? ColumnType.DOUBLE : ColumnType.BOOLEAN;
        }
        if (logical.isSetDECIMAL()) {
            int scale = logical.getDECIMAL().getScale();
            int precision = logical.getDECIMAL().getPrecision();
            if (scale < 0 || scale > precision) {
                throw new IOException("column '%s' has %d digits, %d of them after the point"
                    .formatted(element.getName(), precision, scale));
            }
            return ColumnType.decimal(precision - scale, scale);
        }
        if (logical.isSetTIMESTAMP()) {
            return ColumnType.time(1);
        }
        return logical.isSetUNKNOWN() ? ColumnType.NULL : ColumnType.TEXT;
    }

}
