package ontime.history.csv;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as comma-separated values (RFC 4180). A spreadsheet takes what begins with one of a few characters for a
 * formula, and a formula can send the sheet elsewhere; so each of these gets an apostrophe before it (OWASP, CSV
 * injection). That holds also behind what some spreadsheet may take for the end of a cell, wherever it stands.
 */
public final class CsvTable {

    /** With it, spreadsheets know that this is UTF-8. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final String LINE_END = "\r\n";

    /** Ends of lines and tabs begin a cell, too, and nothing else of these characters is of use to a reader. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

    /** Of the beginning or a separator, with what is passed over, and then what makes a formula; wide forms, too. */
    private static final Pattern FORMULA =
            Pattern.compile("(^|[,;|:\"'])([\\p{Z}\\p{Cf}]*)([=+\\-@\uff1d\uff0b\uff0d\uff20])");

    private final StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);

    public CsvTable(String... titles) {
        row(List.of(titles));
    }

    /** Adds a row; null is an empty cell. */
    public CsvTable row(List<? extends @Nullable Object> cells) {
        text.append(cells.stream().map(CsvTable::cell).collect(Collectors.joining(",")))
                .append(LINE_END);
        return this;
    }

    private static String cell(@Nullable Object value) {
        var plain = value == null ? "" : CONTROL.matcher(value.toString()).replaceAll(" ");
        return '"' + FORMULA.matcher(plain).replaceAll("$1$2'$3").replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
