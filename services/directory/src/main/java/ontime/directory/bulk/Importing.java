package ontime.directory.bulk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import ontime.directory.destination.Destination;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.user.Account;
import ontime.directory.user.Actor;
import ontime.directory.user.AuditEntry;
import ontime.directory.user.ContactWriter;
import ontime.directory.user.Language;
import ontime.directory.user.Registering;
import ontime.directory.user.Store;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import org.jspecify.annotations.Nullable;

/**
 * Imports users and their contacts, for which the administrator vouches. By the rules of single changes, so that an
 * import that is sent again finds everything done and changes nothing.
 */
public final class Importing {

    private static final int AT_ONCE = 1_000;

    private final Store store;
    private final Tenants tenants;
    private final Destinations destinations;
    private final Registering registering;
    private final ContactWriter writer;
    private final Imports imports;
    private final Executor background;
    private final InstantSource clock;
    private final Supplier<String> ids;

    public Importing(
            Store store,
            Tenants tenants,
            Destinations destinations,
            Registering registering,
            ContactWriter writer,
            Imports imports,
            Executor background,
            InstantSource clock,
            Supplier<String> ids) {
        this.store = store;
        this.tenants = tenants;
        this.destinations = destinations;
        this.registering = registering;
        this.writer = writer;
        this.imports = imports;
        this.background = background;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Begins an import, and goes on in the background.
     *
     * @param dryRun whether nothing is to be changed: it is only told what would be
     * @throws MalformedTableException when it is no table of users
     */
    public Progress begin(String tenant, String text, boolean dryRun, Actor actor) throws MalformedTableException {
        var table = ImportTable.read(text);
        Instant now = now();
        var begun = new Progress(
                ids.get(),
                tenant,
                dryRun,
                Progress.State.RUNNING,
                table.rows().size(),
                0,
                0,
                0,
                0,
                0,
                List.of(),
                now,
                now);
        imports.save(begun);
        background.execute(() -> run(begun, table.rows(), actor));
        return begun;
    }

    public java.util.Optional<Progress> find(String tenant, String id) {
        return imports.find(tenant, id);
    }

    private void run(Progress begun, List<ImportTable.User> rows, Actor actor) {
        var progress = begun;
        Set<String> seen = new HashSet<>();
        try {
            for (int from = 0; from < rows.size(); from += AT_ONCE) {
                var some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
                progress = progress.with(batch(progress, some, seen, actor), now());
                imports.save(progress);
            }
            audit(progress, actor);
            imports.save(progress.at(Progress.State.DONE, now()));
        } catch (RuntimeException e) {
            imports.save(progress.at(Progress.State.FAILED, now()));
            throw e;
        }
    }

    private void audit(Progress progress, Actor actor) {
        if (!progress.dryRun()) {
            store.inOneUnit(unit -> {
                unit.audit(new AuditEntry(
                        progress.tenant(),
                        now(),
                        actor,
                        AuditEntry.Action.IMPORTED,
                        null,
                        "%s: %d created, %d changed, %d refused"
                                .formatted(progress.id(), progress.created(), progress.changed(), progress.refused())));
                return progress;
            });
        }
    }

    /** A row that has been read. */
    private record Checked(
            UserKey user,
            @Nullable Destination phone,
            @Nullable Destination email,
            @Nullable String locale) {}

    private Progress.Batch batch(Progress progress, List<ImportTable.User> rows, Set<String> seen, Actor actor) {
        var problems = new ArrayList<String>();
        var good = new ArrayList<Checked>();
        for (var row : rows) {
            String problem = check(progress.tenant(), row, seen, good);
            if (problem != null) {
                problems.add("line " + row.line() + ": " + problem);
            }
        }
        var users = good.stream().map(Checked::user).toList();
        Instant now = now();
        int[] counts = store.inOneBatch(users, progress.dryRun(), unit -> {
            int created = 0;
            int changed = 0;
            for (var row : good) {
                var known = unit.lock(row.user());
                boolean touched = apply(unit, known.orElse(null), row, actor, now);
                created += known.isEmpty() ? 1 : 0;
                changed += known.isPresent() && touched ? 1 : 0;
            }
            return new int[] {created, changed};
        });
        return new Progress.Batch(rows.size(), counts[0], counts[1], good.size() - counts[0] - counts[1], problems);
    }

    /** Whether anything had to be changed. */
    private boolean apply(Store.Unit unit, @Nullable Account known, Checked row, Actor actor, Instant now) {
        var account = known == null ? registering.add(unit, row.user(), row.locale(), now) : known;
        var before = account;
        if (row.locale() != null && !Objects.equals(account.locale(), row.locale())) {
            account = registering.changeLocale(unit, account, row.locale(), now);
        }
        for (var destination : new Destination[] {row.phone(), row.email()}) {
            if (destination != null) {
                account = writer.vouch(unit, account, destination, actor, now);
            }
        }
        return account.revision() != before.revision();
    }

    /** What is wrong with a row; null when it is good, and has been added to the others. */
    private @Nullable String check(String tenant, ImportTable.User row, Set<String> seen, List<Checked> good) {
        if (!UserKey.isIdentifier(row.userId())) {
            return "userId must be 1 to 128 letters, digits or any of . _ ~ : @ + -";
        }
        if (!seen.add(row.userId())) {
            return "this userId came before";
        }
        if (row.locale() != null && Language.read(row.locale()).isEmpty()) {
            return "locale is no language tag";
        }
        try {
            good.add(new Checked(
                    new UserKey(tenant, row.userId()),
                    row.phone() == null
                            ? null
                            : destinations.phone(row.phone(), tenants.of(tenant).plan()),
                    row.email() == null ? null : destinations.email(row.email()),
                    row.locale() == null ? null : Language.read(row.locale()).orElse(null)));
            return null;
        } catch (InvalidDestinationException e) {
            return e.field() + " " + e.why();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
