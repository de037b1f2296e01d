package ontime.directory.user;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import ontime.events.MethodKind;
import ontime.sealing.Holder;

/** Recovery codes, for who has lost everything else: ten, each good once. */
public final class Recovering {

    private static final int CODES = 10;

    /** Of 32 letters and digits, without those that look like others: fifty bits a code. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 10;
    private static final int MOST_FAILURES = 10;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Store store;
    private final Protection protection;
    private final Telling telling;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param random for the codes: must not be predictable */
    public Recovering(
            Store store,
            Protection protection,
            Telling telling,
            RandomGenerator random,
            InstantSource clock,
            Supplier<String> ids) {
        this.store = store;
        this.protection = protection;
        this.telling = telling;
        this.random = random;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Wrong codes of the present window.
     *
     * @param since the first of them was entered
     */
    public record Failures(Instant since, int count) {}

    /**
     * A code that has not been used.
     *
     * @param number of the code, from 1
     */
    public record Unused(int number, byte[] hash) {

        @Override
        public String toString() {
            return "Unused[" + number + "]";
        }
    }

    /** Makes new codes and forgets the old ones. They are given this once and kept as keyed hashes. */
    public List<String> make(UserKey user, Actor actor) {
        var codes = IntStream.range(0, CODES).mapToObj(_ -> code()).toList();
        store.inOneUnit(unit -> {
            var account = ChangingContacts.lock(unit, user);
            Instant now = account.next(now());
            var hashes = codes.stream()
                    .map(code -> protection.hash(code, holder(user)))
                    .toList();
            unit.replaceRecoveryCodes(user, hashes, now);
            unit.recoveryFailures(user, null);
            telling.all(unit, account, actor, now);
            changed(unit, account.withRecoveryCodes(now));
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.RECOVERY_CODES_MADE, null));
            return account;
        });
        return codes.stream()
                .map(code -> code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2))
                .toList();
    }

    /** What came of a check. */
    private record Outcome(boolean right, int left) {}

    /**
     * Uses a code up.
     *
     * @return how many are left
     * @throws RefusedException when it is none of the codes, or when too many were wrong; a wrong one counts
     */
    public int use(UserKey user, String typed, Actor actor) {
        String code = normalised(typed);
        var outcome = store.inOneUnit(unit -> {
            var account = ChangingContacts.lock(unit, user);
            Instant now = account.next(now());
            var failures = unit.recoveryFailures(user)
                    .filter(counted -> now.isBefore(counted.since().plus(WINDOW)))
                    .orElse(new Failures(now, 0));
            if (failures.count() >= MOST_FAILURES) {
                throw new RefusedException(
                        RefusedException.Why.TOO_MANY_TRIES,
                        Long.toString(Duration.between(now, failures.since().plus(WINDOW))
                                        .toSeconds()
                                + 1));
            }
            var unused = unit.unusedRecoveryCodes(user);
            // Each of them is compared: how long it takes tells nothing.
            var right = unused.stream()
                    .filter(one -> protection.isHash(one.hash(), code, holder(user)))
                    .toList();
            if (right.isEmpty()) {
                unit.recoveryFailures(user, new Failures(failures.since(), failures.count() + 1));
                unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.RECOVERY_CODE_REFUSED, null));
                return new Outcome(false, unused.size());
            }
            unit.useRecoveryCode(user, right.getFirst().number(), now);
            unit.recoveryFailures(user, null);
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.RECOVERY_CODE_USED, null));
            if (unused.size() == 1) {
                changed(unit, account.without(EnumSet.of(MethodKind.RECOVERY_CODE), account.reregistration(), now));
            }
            return new Outcome(true, unused.size() - 1);
        });
        if (!outcome.right()) {
            throw new RefusedException(RefusedException.Why.WRONG_CODE);
        }
        return outcome.left();
    }

    private void changed(Store.Unit unit, Account account) {
        unit.change(account);
        unit.announce(Announcement.of(Books.of(account, ids.get())));
    }

    /** People type small letters and blanks, and read O for 0, I and L for 1. */
    private static String normalised(String typed) {
        return typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    private String code() {
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    private static Holder holder(UserKey user) {
        return new Holder(user.tenant(), user.userId(), MethodKind.RECOVERY_CODE.name(), 1);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
