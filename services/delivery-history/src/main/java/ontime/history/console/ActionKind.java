package ontime.history.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import ontime.history.rights.Right;

/** What can be done from a login's page. */
enum ActionKind {
    RESEND(Right.ACT, "Send again"),
    CANCEL(Right.ACT, "Cancel"),
    REVEAL(Right.REVEAL, "Show whole"),
    LIFT_SUPPRESSION(Right.LIFT_SUPPRESSION, "Lift a suppression");

    private final Right right;
    private final String label;

    ActionKind(Right right, String label) {
        this.right = right;
        this.label = label;
    }

    Right right() {
        return right;
    }

    /** As it stands on a button. */
    String label() {
        return label;
    }

    /** For example {@code lift-suppression}. */
    String address() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<ActionKind> named(String address) {
        return Arrays.stream(values())
                .filter(kind -> kind.address().equals(address))
                .findFirst();
    }
}
