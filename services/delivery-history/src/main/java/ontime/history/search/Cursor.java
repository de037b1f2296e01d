package ontime.history.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import ontime.history.facts.LoginSearch.Position;

/** Where a list goes on, as part of an address. Opaque to whoever passes it on, and no secret. */
public final class Cursor {

    private Cursor() {}

    public static String write(Position position) {
        var text = position.startedAt() + "\n" + position.tenant() + "\n" + position.loginId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** Nothing, when somebody has made it up. */
    public static Optional<Position> read(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\n", 3);
            if (parts.length < 3 || String.join("", parts).indexOf('\0') >= 0) {
                return Optional.empty();
            }
            return Optional.of(new Position(KnownTime.require(Instant.parse(parts[0])), parts[1], parts[2]));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
