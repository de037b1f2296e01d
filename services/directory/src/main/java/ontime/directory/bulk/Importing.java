package ontime.directory.bulk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import ontime.directory.user.RefusedException;
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

    /**
     * One that nobody has touched for so long was left behind by a process that ended. The clocks of two replicas may
     * be a minute apart.
     */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(90);

    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private static final Actor WATCH = Actor.rule("import-watch", "the process that was at it is no more");

    private final Store store;
    private final Tenants tenants;
    private final Destinations destinations;
    private final Registering registering;
    private final ContactWriter writer;
    private final Imports imports;
    private final Executor background;
    private final InstantSource clock;
    /** By tenant, of which each may have one that waits: what waits is held in memory. */
    private final Map<String, Progress> waiting = new ConcurrentHashMap<>();

    /** Those that this process is at, or that wait here. */
    private final Set<String> ours = ConcurrentHashMap.newKeySet();

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
     * @throws RefusedException when an import of the tenant waits already
     */
    public Progress begin(String tenant, String text, boolean dryRun, Actor actor) throws MalformedTableException {
        if (waiting.containsKey(tenant)) {
            throw busy();
        }
        var table = ImportTable.read(text);
        Instant now = now();
        var begun = new Progress(
                ids.get(),
                tenant,
                dryRun,
                Progress.State.WAITING,
                table.rows().size(),
                0,
                0,
                0,
                0,
                0,
                List.of(),
                now,
                now);
        if (waiting.putIfAbsent(tenant, begun) != null) {
            throw busy();
        }
        try {
            imports.save(begun);
            ours.add(begun.id());
            audit(begun, actor, "begun with " + table.rows().size() + " rows");
            background.execute(() -> run(begun, table.rows(), actor));
        } catch (RuntimeException e) {
            waiting.remove(tenant);
            ours.remove(begun.id());
            throw e;
        }
        return begun;
    }

    private static RefusedException busy() {
        return new RefusedException(RefusedException.Why.BUSY, "30");
    }

    public Optional<Progress> find(String tenant, String id) {
        return imports.find(tenant, id);
    }

    /** What began in the last thirty days, the newest first. */
    public List<Progress> lately(String tenant) {
        return imports.since(tenant, now().minus(KNOWN_FOR));
    }

    /**
     * Says of the imports of this process that they go on, and gives those up of which nobody has said so for a minute
     * and a half. Each replica does it, every few seconds.
     *
     * @return how many were given up
     */
    public int watch() {
        Instant now = now();
        imports.touch(ours, now);
        var leftBehind = imports.giveUp(now.minus(LEFT_BEHIND));
        leftBehind.forEach(progress -> audit(progress, WATCH, "broke off, " + counts(progress)));
        return leftBehind.size();
    }

    private void run(Progress begun, List<ImportTable.User> rows, Actor actor) {
        waiting.remove(begun.tenant());
        try {
            runAll(begun, rows, actor);
        } finally {
            ours.remove(begun.id());
        }
    }

    private void runAll(Progress begun, List<ImportTable.User> rows, Actor actor) {
        var progress = begun.at(Progress.State.RUNNING, now());
        Set<String> seen = new HashSet<>();
        try {
            for (int from = 0; from < rows.size() && imports.save(progress); from += AT_ONCE) {
                var some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
                progress = progress.with(batch(progress, some, seen, actor), now());
            }
            if (!imports.save(progress)) {
                // This process stood still for so long that it was taken for one that had ended.
                return;
            }
            audit(progress, actor, "done, " + counts(progress));
            imports.save(progress.at(Progress.State.DONE, now()));
        } catch (RuntimeException e) {
            if (imports.save(progress.at(Progress.State.FAILED, now()))) {
                audit(progress, actor, "broke off, " + counts(progress));
            }
            throw e;
        }
    }

    private static String counts(Progress progress) {
        return "%d created, %d changed, %d refused"
                .formatted(progress.created(), progress.changed(), progress.refused());
    }

    private void audit(Progress progress, Actor actor, String what) {
        if (!progress.dryRun()) {
            store.inOneUnit(unit -> {
                unit.audit(new AuditEntry(
                        progress.tenant(),
                        now(),
                        actor,
                        AuditEntry.Action.IMPORTED,
                        null,
                        progress.id() + ": " + what));
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
        int[] counts = store.inOneBatch(users, progress.dryRun(), unit -> {
            // All of them are held by now.
            Instant now = now();
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
    private boolean apply(Store.Unit unit, @Nullable Account known, Checked row, Actor actor, Instant held) {
        var account = known == null ? registering.add(unit, row.user(), row.locale(), held) : known;
        Instant now = account.next(held);
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
