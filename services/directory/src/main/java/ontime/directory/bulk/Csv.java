package ontime.directory.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables as text (RFC 4180). */
public final class Csv {

    /** With these a spreadsheet takes a cell for a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /**
     * Text from outside.
     *
     * @throws MalformedTableException when it is not UTF-8
     */
    public static String text(byte[] bytes) throws MalformedTableException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedTableException("it must be text in UTF-8");
        }
    }

    /** A row, with the line that it begins at. */
    record Row(int line, List<String> cells) {}

    /**
     * Reads a table; empty lines are no rows.
     *
     * @throws MalformedTableException when a quotation does not end, or goes on after its end
     */
    static List<Row> read(String text) throws MalformedTableException {
        var rows = new ArrayList<Row>();
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        boolean closed = false;
        int line = 1;
        int begun = 1;
        for (int i = text.startsWith("\ufeff") ? 1 : 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quoted) {
                if (character != '"') {
                    cell.append(character);
                    line += character == '\n' ? 1 : 0;
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                    closed = true;
                }
            } else if (character == '"' && cell.isEmpty() && !closed) {
                quoted = true;
            } else if (character == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
                closed = false;
            } else if (character == '\n') {
                add(rows, begun, cells, cell, closed);
                closed = false;
                begun = ++line;
            } else if (character != '\r') {
                if (closed || character == '"') {
                    throw new MalformedTableException("line " + line + ": a quotation mark is where none can be");
                }
                cell.append(character);
            }
        }
        if (quoted) {
            throw new MalformedTableException("line " + begun + ": a quotation does not end");
        }
        add(rows, begun, cells, cell, closed);
        return rows;
    }

    private static void add(List<Row> rows, int line, List<String> cells, StringBuilder cell, boolean closed) {
        if (!cells.isEmpty() || !cell.isEmpty() || closed) {
            cells.add(cell.toString());
            rows.add(new Row(line, List.copyOf(cells)));
        }
        cells.clear();
        cell.setLength(0);
    }

    /** A line of a table, harmless to whoever opens it in a spreadsheet. */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(character -> ",\"\r\n".indexOf(character) >= 0)
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}
