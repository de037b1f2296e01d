package ontime.bench.verdicts;

import java.util.Locale;

/** What is done to a login. */
enum Cause {
    NOTHING(10, DelayPlots::nothingWrong),
    LATE_AUTH_SERVICE(2, DelayPlots.keptBy(Keeper.AUTH_SERVICE)),
    LATE_ISSUER(2, DelayPlots.keptBy(Keeper.ISSUER)),
    LATE_QUEUE(4, DelayPlots.keptBy(Keeper.QUEUE)),
    LATE_HOLD(4, DelayPlots.keptBy(Keeper.HOLD)),
    THROTTLED_PROVIDER(4, DelayPlots.keptBy(Keeper.THROTTLE)),
    PROVIDER_DOWN(4, DelayPlots.keptBy(Keeper.OUTAGE)),
    LATE_CARRIER(6, DelayPlots.keptBy(Keeper.PHONE_NETWORK)),
    GREYLISTED(2, DelayPlots.mailKeptBy(Keeper.RECEIVER)),
    LATE_MAIL_SERVER(2, DelayPlots.mailKeptBy(Keeper.MAIL_SERVER)),
    TYPO(4, EntryPlots::typo),
    LOCKED(2, EntryPlots::locked),
    TYPED_TOO_LATE(3, EntryPlots::typedTooLate),
    OLDER_CODE(4, EntryPlots::olderCode),
    SECOND_TAB(4, EntryPlots::secondTab),
    CANCELLED(2, EntryPlots::cancelled),
    BOUNCED_AT_ONCE(3, SendingPlots::bouncedAtOnce),
    BOUNCED_LATER(3, SendingPlots::bouncedLater),
    TURNED_AWAY(3, SendingPlots::turnedAwayByTheNetwork),
    REFUSED_BY_PROVIDER(3, SendingPlots::refusedByTheProvider),
    LOST(4, SendingPlots::lost),
    FILTERED(3, SendingPlots::filtered),
    NO_WORKER(2, SendingPlots::noWorker),
    UNANSWERED_AND_DROPPED(2, SendingPlots::unansweredAndDropped),
    OLD_NUMBER(3, RoutePlots::oldNumber),
    FOREIGN_NUMBER(4, RoutePlots::foreignNumber),
    SUPPRESSED_NUMBER(2, RoutePlots::suppressedNumber),
    LANDLINE(2, RoutePlots::landline),
    FALLBACK(4, RoutePlots::fallback),
    NO_ROUTE(2, RoutePlots::noRoute),
    RATE_LIMITED(2, RoutePlots::rateLimited),
    BAD_NUMBER(1, RoutePlots::badNumber),
    BAD_REQUEST(1, RoutePlots::badRequest),
    LATE_QUEUE_AND_CARRIER(3, DelayPlots.keptByBoth(Keeper.QUEUE, Keeper.PHONE_NETWORK)),
    THROTTLED_AND_LATE_CARRIER(3, DelayPlots.keptByBoth(Keeper.THROTTLE, Keeper.PHONE_NETWORK)),
    LATE_CARRIER_AND_TYPO(3, EntryPlots::lateAndTypo),
    LATE_CARRIER_AND_SECOND_TAB(3, EntryPlots::lateAndSecondTab),
    FOREIGN_NUMBER_AND_BOUNCE(2, RoutePlots::foreignNumberAndBounce);

    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker") // a plot has no state
    private final Plot plot;

    Cause(int weight, Plot plot) {
        this.weight = weight;
        this.plot = plot;
    }

    Expected play(PlayedLogin login) {
        return plot.play(login);
    }

    /** One of them, in proportion to their weights. */
    static Cause drawn(Chance chance) {
        var all = 0;
        for (var cause : values()) {
            all += cause.weight;
        }
        var left = chance.upTo(all);
        for (var cause : values()) {
            left -= cause.weight;
            if (left < 0) {
                return cause;
            }
        }
        throw new IllegalStateException("the weights changed while they were added up");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
