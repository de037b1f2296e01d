package ontime.history.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.events.MethodKind;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.events.TraceParent;
import ontime.events.WithdrawalReason;
import org.jspecify.annotations.Nullable;

/** Tells the story of a login, in seconds after the click at ten o'clock, as the topics would tell it. */
public final class LoginStory {

    public static final Instant CLICK = Instant.parse("2026-03-02T10:00:00Z");
    public static final Duration TTL = Duration.ofMinutes(5);

    private final List<Published> facts = new ArrayList<>();
    private final Map<String, Successor> successors = new HashMap<>();
    private final String loginId;
    private final String userId;
    private final UnaryOperator<String> names;
    private String challengeId = "c-1";
    private Channel channel = Channel.SMS;
    private int delivery = 1;
    private long sequence = 1;
    private String reference = "K1";
    private double consumed = 0.15;
    private @Nullable Long contactVersion;
    private @Nullable TraceParent trace;

    /** A login of its own tenant, with short names. */
    public static LoginStory login() {
        return new LoginStory("l-1", "u-17", name -> name);
    }

    /** A login whose names nobody else has, for a database or a broker that others use too. */
    public static LoginStory login(String unique) {
        return new LoginStory("l-" + unique, "u-" + unique, name -> name + "-" + unique);
    }

    private LoginStory(String loginId, String userId, UnaryOperator<String> names) {
        this.loginId = loginId;
        this.userId = userId;
        this.names = names;
    }

    /** What happens from now on belongs to a trace. */
    public LoginStory traced(TraceParent as) {
        trace = as;
        return this;
    }

    public static Instant at(double seconds) {
        return CLICK.plusMillis(Math.round(seconds * 1000));
    }

    public LoginStory requested(double second) {
        return requested(second, Channel.SMS, RoutingReason.POLICY_DEFAULT);
    }

    public LoginStory requested(double second, Channel by, RoutingReason why) {
        return requested(second, null, by, why);
    }

    public LoginStory requested(double second, @Nullable Channel wished, Channel by, RoutingReason why) {
        channel = by;
        consumed = second + 0.05;
        var requested = at(second);
        return add(
                new Fact.Requested(
                        event("requested"),
                        "acme",
                        userId,
                        loginId,
                        challenge(),
                        delivery,
                        sequence,
                        reference,
                        by,
                        wished,
                        why,
                        by == Channel.SMS ? "+44 •••• ••0123" : "a•••@example.com",
                        "fingerprint-of-" + by,
                        by == Channel.SMS ? "GB" : null,
                        contactVersion,
                        CLICK.isAfter(requested) ? null : at(Math.min(second, sequence == 1 ? 0 : second)),
                        requested,
                        at(0).plus(TTL)),
                requested.plusMillis(20));
    }

    /** What is requested from now on goes to this version of the person's contact, which the issuer knows. */
    public LoginStory toContact(long version) {
        contactVersion = version;
        return this;
    }

    /** The next challenge of this login. */
    public LoginStory again(double second) {
        turnTo(sequence + 1);
        reference = "K" + sequence;
        return requested(second);
    }

    /** The next challenge of this login, which carries the code of the one before. */
    public LoginStory sameCodeAgain(double second) {
        return turnTo(sequence + 1).requested(second);
    }

    /** What follows is of this challenge. */
    public LoginStory turnTo(long challenge) {
        sequence = challenge;
        delivery = 1;
        challengeId = "c-" + challenge;
        return this;
    }

    /** The next delivery of the same challenge. */
    public LoginStory redelivered(double second, Channel by, RoutingReason why) {
        delivery++;
        return requested(second, by, why);
    }

    /** What follows is of the first message of the challenge. */
    public LoginStory firstDeliveryAgain(Channel by) {
        delivery = 1;
        channel = by;
        return this;
    }

    /** When the worker reads what follows, unless it calls earlier. */
    public LoginStory consumedAt(double second) {
        consumed = second;
        return this;
    }

    public LoginStory accepted(double dispatched, double second) {
        return receipt(DeliveryStatus.ACCEPTED, 1, null, null, dispatched, second);
    }

    public LoginStory accepted(int attempt, double dispatched, double second) {
        return receipt(DeliveryStatus.ACCEPTED, attempt, null, null, dispatched, second);
    }

    public LoginStory delivered(double second) {
        return receipt(DeliveryStatus.DELIVERED, 1, null, Confidence.HANDSET, null, second);
    }

    public LoginStory unknown(double second) {
        return receipt(DeliveryStatus.UNKNOWN, 1, null, null, null, second);
    }

    public LoginStory deferred(int attempt, DeliveryReason why, double second) {
        return receipt(DeliveryStatus.DEFERRED, attempt, why, null, second - 0.1, second);
    }

    /** The provider did not answer, and may have taken it all the same. */
    public LoginStory unanswered(int attempt, double dispatched, double second) {
        return receipt(
                DeliveryStatus.DEFERRED,
                attempt,
                DeliveryReason.TIMED_OUT,
                "no answer in time, perhaps taken",
                null,
                dispatched,
                second,
                null);
    }

    public LoginStory failed(DeliveryReason why, double second) {
        return receipt(DeliveryStatus.FAILED, 1, why, null, second - 0.1, second);
    }

    public LoginStory dropped(DeliveryReason why, double second) {
        return dropped(0, why, second);
    }

    /** After as many calls. */
    public LoginStory dropped(int attempts, DeliveryReason why, double second) {
        return receipt(DeliveryStatus.DROPPED, attempts, why, null, null, second);
    }

    /** The provider took it, and somebody beyond it turned it away. */
    public LoginStory returned(DeliveryReason why, double second) {
        return receipt(DeliveryStatus.FAILED, 1, why, null, null, null, second, HeardBy.GATEWAY);
    }

    private LoginStory receipt(
            DeliveryStatus status,
            int attempt,
            @Nullable DeliveryReason why,
            @Nullable Confidence confidence,
            @Nullable Double dispatched,
            double second) {
        return receipt(status, attempt, why, null, confidence, dispatched, second, null);
    }

    private LoginStory receipt(
            DeliveryStatus status,
            int attempt,
            @Nullable DeliveryReason why,
            @Nullable String detail,
            @Nullable Confidence confidence,
            @Nullable Double dispatched,
            double second,
            @Nullable HeardBy heardBy) {
        return add(
                new Fact.Reported(
                        event(status + "-" + attempt + (heardBy == null ? "" : "-" + heardBy) + "-" + second),
                        "acme",
                        userId,
                        loginId,
                        challenge(),
                        delivery,
                        channel,
                        channel == Channel.SMS ? "GB" : null,
                        attempt,
                        status,
                        why,
                        detail,
                        attempt == 0 ? null : channel == Channel.SMS ? "sns" : "smtp",
                        status == DeliveryStatus.ACCEPTED ? "m-1" : null,
                        confidence,
                        null,
                        dispatched == null ? null : at(Math.min(dispatched, consumed)),
                        dispatched == null ? null : at(dispatched),
                        at(second),
                        at(second),
                        status == DeliveryStatus.DEFERRED ? at(second + 2) : null,
                        heardBy,
                        null,
                        null,
                        attempt == 0 ? null : "first"),
                at(second));
    }

    public LoginStory withdrawn(WithdrawalReason why, double second) {
        return withdrawn(why, null, second);
    }

    /** Superseded by a challenge of a later login. */
    public LoginStory supersededBy(String laterLogin, String reference, double second) {
        return supersededBy(laterLogin, reference, "+44 •••• ••0123", second);
    }

    /** Superseded by a challenge of a later login, whose SMS goes to this destination. */
    public LoginStory supersededBy(String laterLogin, String reference, String destination, double second) {
        var later = names.apply("c-later");
        successors.put(later, new Successor(later, laterLogin, reference, at(second), Channel.SMS, destination, null));
        return withdrawn(WithdrawalReason.SUPERSEDED, later, second);
    }

    /** The same, to the user's contact of a version. */
    public LoginStory supersededBy(
            String laterLogin, String reference, String destination, long version, double second) {
        var later = names.apply("c-later");
        successors.put(
                later, new Successor(later, laterLogin, reference, at(second), Channel.SMS, destination, version));
        return withdrawn(WithdrawalReason.SUPERSEDED, later, second);
    }

    private LoginStory withdrawn(WithdrawalReason why, @Nullable String by, double second) {
        return add(
                new Fact.Withdrawn(
                        event("withdrawn-" + why), "acme", userId, loginId, challenge(), sequence, why, by, at(second)),
                at(second));
    }

    public LoginStory typed(CheckOutcome outcome, int attemptsLeft, double second) {
        return add(
                new Fact.Checked(
                        event("checked-" + second),
                        "acme",
                        userId,
                        loginId,
                        challenge(),
                        outcome,
                        attemptsLeft,
                        at(second),
                        null),
                at(second));
    }

    /** A code that was to be that of the person's authenticator app. */
    public LoginStory typedOfApp(CheckOutcome outcome, int attemptsLeft, double second) {
        return add(
                new Fact.Checked(
                        event("checked-" + second),
                        "acme",
                        userId,
                        loginId,
                        challenge(),
                        outcome,
                        attemptsLeft,
                        at(second),
                        MethodKind.TOTP),
                at(second));
    }

    public LoginStory refused(RefusalReason why, double second) {
        return refused(why, null, null, null, second);
    }

    public LoginStory noRoute(RoutingReason why, double second) {
        return refused(RefusalReason.NO_ROUTE, why, null, null, second);
    }

    public LoginStory rateLimited(String limit, double second, double retryAt) {
        return refused(RefusalReason.RATE_LIMITED, null, limit, at(retryAt), second);
    }

    /** To somebody who is not the user of this login. */
    public LoginStory refusedToStranger(double second) {
        return refused(RefusalReason.LOGIN_OF_ANOTHER_USER, null, null, null, second);
    }

    private LoginStory refused(
            RefusalReason why,
            @Nullable RoutingReason routing,
            @Nullable String limit,
            @Nullable Instant retryAt,
            double second) {
        return add(
                new Fact.Refused(
                        names.apply("refused-" + second),
                        "acme",
                        why == RefusalReason.LOGIN_OF_ANOTHER_USER ? names.apply("z-stranger") : userId,
                        loginId,
                        why,
                        routing,
                        limit,
                        retryAt,
                        why == RefusalReason.MALFORMED ? "locale is no language" : null,
                        Channel.SMS,
                        "+44 •••• ••0456",
                        "fingerprint-of-refused",
                        "JE",
                        CLICK,
                        at(second)),
                at(second));
    }

    private String challenge() {
        return names.apply(challengeId);
    }

    private String event(String name) {
        return names.apply(challengeId + "-" + delivery + "-" + name);
    }

    private LoginStory add(Fact fact, Instant published) {
        facts.add(new Published(fact, published, trace));
        return this;
    }

    /** Nobody has read this one of the facts. */
    public LoginStory without(int fact) {
        facts.remove(fact);
        return this;
    }

    public String loginId() {
        return loginId;
    }

    public List<Published> facts() {
        return List.copyOf(facts);
    }

    /** The login as it is known so many seconds after the click. */
    public Login seenAt(double second) {
        return Login.of(facts, successors, at(second));
    }
}
