package ontime.directory.bulk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be imported.
 *
 * @param rows a user each
 */
record ImportTable(List<User> rows) {

    /** Each is held in memory until it is imported. */
    static final int MOST_ROWS = 200_000;

    private static final String USER = "userId";
    private static final Set<String> COLUMNS = Set.of(USER, "phone", "email", "locale");

    /** A user as somebody wrote them. What is null is left as it is. */
    record User(
            int line,
            String userId,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String locale) {

        /** Without the destinations. */
        @Override
        public String toString() {
            return "User[" + line + "]";
        }
    }

    /** @throws MalformedTableException when it has no header of known columns, or a row does not fit it */
    static ImportTable read(String text) throws MalformedTableException {
        if (text.lines().skip(MOST_ROWS + 1L).findAny().isPresent()) {
            throw new MalformedTableException("it has more than " + MOST_ROWS + " rows: send it in parts");
        }
        var table = Csv.read(text);
        if (table.isEmpty()) {
            throw new MalformedTableException("the first line must name the columns: userId, phone, email, locale");
        }
        var names = table.getFirst().cells().stream().map(String::strip).toList();
        if (!names.contains(USER) || !COLUMNS.containsAll(names) || new HashSet<>(names).size() < names.size()) {
            throw new MalformedTableException(
                    "the first line must name the columns, each once: userId, and any of phone, email, locale");
        }
        var rows = new ArrayList<User>(table.size());
        for (var row : table.subList(1, table.size())) {
            if (row.cells().size() != names.size()) {
                throw new MalformedTableException("line " + row.line() + " has another number of cells than the first");
            }
            rows.add(user(row, names));
        }
        return new ImportTable(rows);
    }

    private static User user(Csv.Row row, List<String> names) {
        Map<String, String> cells = IntStream.range(0, names.size())
                .filter(i -> !row.cells().get(i).isBlank())
                .boxed()
                .collect(Collectors.toMap(names::get, i -> row.cells().get(i).strip()));
        return new User(
                row.line(), cells.getOrDefault(USER, ""), cells.get("phone"), cells.get("email"), cells.get("locale"));
    }
}
