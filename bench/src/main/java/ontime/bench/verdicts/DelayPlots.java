package ontime.bench.verdicts;

import java.time.Duration;
import ontime.events.Channel;

/** Somebody keeps the code for a while: long enough to be late, or too long, or not long enough to matter. */
final class DelayPlots {

    private DelayPlots() {}

    /** A third of them is shorter than what counts as late, and a few live longer than the code. */
    private static Duration delay(PlayedLogin login) {
        return login.chance().around(Duration.ofSeconds(45), 0.9);
    }

    static Plot keptBy(Keeper keeper) {
        return login -> {
            var journey = new Journey(login, Channel.SMS).keep(keeper, delay(login));
            // Of an arrival that nobody tells nobody can say when it was.
            return (keeper == Keeper.PHONE_NETWORK ? journey.reported(true) : journey)
                    .play()
                    .toldOf(login);
        };
    }

    static Plot mailKeptBy(Keeper keeper) {
        return login -> {
            var journey = new Journey(login, Channel.EMAIL).keep(keeper, delay(login));
            return (keeper == Keeper.MAIL_SERVER ? journey.reported(true) : journey)
                    .play()
                    .toldOf(login);
        };
    }

    /** Two keep it, and the one who keeps it longer is to be named. */
    static Plot keptByBoth(Keeper one, Keeper other) {
        return login -> new Journey(login, Channel.SMS)
                .keep(one, delay(login))
                .keep(other, delay(login))
                .reported(true)
                .play()
                .toldOf(login);
    }

    static Expected nothingWrong(PlayedLogin login) {
        return new Journey(login, login.chance().of(0.7) ? Channel.SMS : Channel.EMAIL)
                .play()
                .toldOf(login);
    }
}
