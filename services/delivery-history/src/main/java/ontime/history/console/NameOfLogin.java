package ontime.history.console;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What the identifier of a login tells although nothing is known of the login. */
final class NameOfLogin {

    private static final int MADE_WITH_TIME = 7;
    private static final int BITS_AFTER_THE_TIME = 16;

    private NameOfLogin() {}

    /** When it was made, where it is a UUID of version 7 (RFC 9562), as the issuer's are. */
    static Optional<Instant> madeAt(String loginId) {
        try {
            var id = UUID.fromString(loginId);
            return id.version() == MADE_WITH_TIME
                    ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> BITS_AFTER_THE_TIME))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
