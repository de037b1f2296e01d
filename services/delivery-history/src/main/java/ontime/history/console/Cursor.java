package ontime.history.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import ontime.history.facts.LoginSearch.Position;

/** Where a list goes on, as part of an address. */
final class Cursor {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Cursor() {}

    static String write(Position position) {
        var text = position.startedAt() + "\n" + position.tenant() + "\n" + position.loginId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** Nothing, when somebody has made it up. */
    static Optional<Position> read(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\n", 3);
            if (parts.length < 3 || String.join("", parts).indexOf('\0') >= 0) {
                return Optional.empty();
            }
            var at = Instant.parse(parts[0]);
            return at.isBefore(FIRST) || at.isAfter(LAST)
                    ? Optional.empty()
                    : Optional.of(new Position(at, parts[1], parts[2]));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
