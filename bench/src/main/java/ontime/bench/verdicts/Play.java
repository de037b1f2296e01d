package ontime.bench.verdicts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Ten thousand logins, drawn from a seed, each with a cause. All are over when they are published. */
record Play(List<Played> logins) {

    /** They begin so long before they are asked about. A request is kept on its topic for an hour. */
    private static final Duration NEWEST = Duration.ofMinutes(20);

    private static final Duration OLDEST = Duration.ofMinutes(45);

    /** A login, what was done to it, and what is to be said of it. */
    record Played(PlayedLogin login, Cause cause, Expected expected) {}

    static Play drawn(int count, long seed, Instant now) {
        var chance = new Chance(seed);
        List<Played> logins = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            var cause = Cause.drawn(chance);
            var click = now.minus(chance.between(NEWEST, OLDEST));
            var login = new PlayedLogin("l-" + number, "u-" + number, click, chance);
            logins.add(new Played(login, cause, cause.play(login)));
        }
        return new Play(logins);
    }

    /** All logins, those that followed others first. */
    List<PlayedLogin> withLater() {
        List<PlayedLogin> all = new ArrayList<>();
        logins.forEach(played -> all.addAll(played.login().later()));
        logins.forEach(played -> all.add(played.login()));
        return all;
    }

    /** All events, in no order at all. */
    List<Publication> shuffled(Chance chance) {
        List<Publication> all = new ArrayList<>();
        withLater().forEach(login -> all.addAll(login.published()));
        Collections.shuffle(all, chance.source());
        return all;
    }
}
