package ontime.directory.bulk;

import java.util.List;
import java.util.function.Consumer;
import ontime.directory.user.Actor;
import ontime.directory.user.Administering;
import ontime.directory.user.Lookup;
import org.jspecify.annotations.Nullable;

/** All users of a tenant as a table for a spreadsheet, masked. */
public final class Exporting {

    private static final int LINES_AT_ONCE = 1_000;
    private static final List<String> COLUMNS = List.of(
            "userId",
            "locale",
            "methods",
            "phone",
            "phoneVersion",
            "phoneVerified",
            "email",
            "emailVersion",
            "emailVerified");

    private final Lookup lookup;
    private final Administering administering;

    public Exporting(Lookup lookup, Administering administering) {
        this.lookup = lookup;
        this.administering = administering;
    }

    /** Writes down that somebody takes it, and hands it out line by line. */
    public void write(String tenant, Actor actor, Consumer<String> out) {
        administering.exported(tenant, actor);
        out.accept(Csv.line(COLUMNS));
        @Nullable String last = null;
        do {
            var lines = lookup.export(tenant, last, LINES_AT_ONCE);
            lines.forEach(line -> out.accept(Csv.line(line.cells())));
            last = lines.size() < LINES_AT_ONCE ? null : lines.getLast().userId();
        } while (last != null);
    }
}
