package ontime.pages;

import java.time.Duration;
import org.springframework.security.authentication.LockedException;

/** So many logins have failed that no password is compared for a while. */
public final class MustWaitException extends LockedException {
    private static final long serialVersionUID = 1;

    private final Duration pause;

    MustWaitException(Duration pause) {
        super("too many failed logins");
        this.pause = pause;
    }

    /** The whole seconds after which it is worth trying again, at least one. */
    public long seconds() {
        return pause.toSeconds() + 1;
    }
}
