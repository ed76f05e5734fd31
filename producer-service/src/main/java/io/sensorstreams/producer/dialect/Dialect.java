package io.sensorstreams.producer.dialect;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.sensorstreams.common.json.EmptyAsNull;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import tools.jackson.databind.annotation.JsonSerialize;

/**
 * How the rows of a text file are written, as the body of a request holds it. The
 * standard is a header line and RFC 4180 in UTF-8.
 *
 * @param delimiter one character of ASCII between two cells
 * @param quote one character of ASCII around a cell that contains delimiters, quotes or
 * line breaks; empty when cells are never quoted
 * @param escape one character of ASCII that removes the meaning of the character after it
 * in a quoted cell, and in any cell when cells are never quoted; before other characters
 * it is a part of the cell; empty when a quote is only written twice instead
 * @param decimal {@code .} or {@code ,}
 * @param thousands one character between groups of three digits; empty for none
 * @param encoding name of a {@link java.nio.charset.Charset}
 * @param skipLines lines before the header line, or before the first row; the line
 * {@code sep=;} of Excel needs none
 * @param headerLine number of the line with the names of the columns, after the skipped
 * ones; 0 when there is none. A number above 1 skips the lines before it, too, and is
 * shown as 1
 * @param columns names of the columns in their order, in place of those in the header
 * line; empty to take those
 * @param unitLines lines between the header line and the first row
 * @param comment start of lines that are no rows; empty for none
 * @param trim whether blanks around cells and names are removed
 * @param lenientQuotes whether a quote inside an unquoted cell, and text behind a closing
 * quote, are a part of the cell
 * @param blankRows what rows of separators only are
 */
@JsonInclude(Include.NON_NULL)
public record Dialect(String delimiter, String quote, @JsonSerialize(using = EmptyAsNull.class) String escape,
        String decimal, String thousands, String encoding,
        @Min(0) @Max(DialectCheck.MAX_SKIPPED_LINES) Integer skipLines, @Min(0) Integer headerLine,
        @JsonSerialize(using = EmptyAsNull.class) List<@NotBlank String> columns,
        @Min(0) @Max(DialectCheck.MAX_UNITS_LINES) Integer unitLines, String comment, Boolean trim,
        Boolean lenientQuotes, BlankRows blankRows) {

    public static final Dialect STANDARD = new Dialect(",", "\"", "", ".", "", "UTF-8", 0, 1, List.of(), 0, "", false,
            false, BlankRows.SKIP);

    public Dialect {
        delimiter = Objects.requireNonNullElse(delimiter, ",");
        quote = Objects.requireNonNullElse(quote, "\"");
        escape = Objects.requireNonNullElse(escape, "");
        decimal = Objects.requireNonNullElse(decimal, ".");
        thousands = Objects.requireNonNullElse(thousands, "");
        encoding = Objects.requireNonNullElse(encoding, "UTF-8");
        skipLines = Objects.requireNonNullElse(skipLines, 0);
        columns = (columns != null) ? Collections.unmodifiableList(new ArrayList<>(columns)) : List.of();
        headerLine = (headerLine != null) ? headerLine : columns.isEmpty() ? 1 : 0;
        if (headerLine > 1) {
            skipLines = (int) Math.min(Integer.MAX_VALUE, skipLines + headerLine - 1L);
            headerLine = 1;
        }
        unitLines = Objects.requireNonNullElse(unitLines, 0);
        comment = Objects.requireNonNullElse(comment, "");
        trim = Objects.requireNonNullElse(trim, false);
        lenientQuotes = Objects.requireNonNullElse(lenientQuotes, false);
        blankRows = Objects.requireNonNullElse(blankRows, BlankRows.SKIP);
    }

    /** False for an unknown encoding, too: a stored dialect may have one. */
    @JsonIgnore
    public boolean isUtf8() {
        try {
            return Charset.isSupported(this.encoding) && Charset.forName(this.encoding).equals(StandardCharsets.UTF_8);
        }
        catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    /** Whether there is a line with the names of the columns. */
    public boolean hasHeader() {
        return this.headerLine > 0;
    }

    /** Whether a line with an odd number of quotes is always a part of a longer row. */
    public boolean hasPairedQuotes() {
        return this.escape.isEmpty() && this.comment.isEmpty() && !this.lenientQuotes;
    }

    /** The same dialect in another encoding. */
    public Dialect withEncoding(String encoding) {
        return new Dialect(this.delimiter, this.quote, this.escape, this.decimal, this.thousands, encoding,
                this.skipLines, this.headerLine, this.columns, this.unitLines, this.comment, this.trim,
                this.lenientQuotes, this.blankRows);
    }

    /** The same dialect with the names of the header line, or numbers without one. */
    public Dialect withoutColumns() {
        return new Dialect(this.delimiter, this.quote, this.escape, this.decimal, this.thousands, this.encoding,
                this.skipLines, this.headerLine, List.of(), this.unitLines, this.comment, this.trim, this.lenientQuotes,
                this.blankRows);
    }

    /** The same dialect with other rows of separators only. */
    public Dialect withBlankRows(BlankRows blankRows) {
        return new Dialect(this.delimiter, this.quote, this.escape, this.decimal, this.thousands, this.encoding,
                this.skipLines, this.headerLine, this.columns, this.unitLines, this.comment, this.trim,
                this.lenientQuotes, blankRows);
    }

}
