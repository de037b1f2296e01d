package ontime.directory.user;

import java.util.EnumSet;
import java.util.Set;
import ontime.events.MethodKind;

/** Keeps a user from shutting themselves out. */
final class LastMethod {

    /** Recovery codes run out: they are no method to live on. */
    private static final Set<MethodKind> LASTING = Set.of(MethodKind.SMS, MethodKind.EMAIL, MethodKind.TOTP);

    private LastMethod() {}

    /**
     * An administrator may take the last method away, and has said why.
     *
     * @throws RefusedException when a user takes away their own last one, where two-step login is required
     */
    static void keep(Store.Unit unit, Account account, MethodKind removed, Actor actor) {
        if (actor.isUser()
                && isLast(account.methods(), removed)
                && unit.settings(account.key().tenant()).twoStepRequired()) {
            throw new RefusedException(RefusedException.Why.LAST_METHOD);
        }
    }

    private static boolean isLast(Set<MethodKind> methods, MethodKind removed) {
        var left = EnumSet.noneOf(MethodKind.class);
        left.addAll(methods);
        left.retainAll(LASTING);
        return left.remove(removed) && left.isEmpty();
    }
}
