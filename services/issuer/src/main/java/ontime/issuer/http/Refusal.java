package ontime.issuer.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.access.Role;
import ontime.issuer.challenge.Issued;
import ontime.issuer.challenge.Resent;
import ontime.issuer.json.MalformedPolicyException;
import ontime.issuer.limit.Reached;
import ontime.issuer.policy.InvalidPolicyException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A request that is refused, as the problem that the caller gets. It never repeats what was sent. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient HttpHeaders headers;

    private Refusal(Problem problem) {
        this(problem, new HttpHeaders());
    }

    private Refusal(Problem problem, HttpHeaders headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    Problem problem() {
        return problem;
    }

    HttpHeaders headers() {
        return headers;
    }

    static Refusal malformed(String field, String why) {
        return new Refusal(Problem.of(HttpStatus.BAD_REQUEST, "malformed", field + " " + why)
                .withField(field));
    }

    static Refusal malformed(MalformedPolicyException policy) {
        String type = policy.isUnknownField() ? "unknown-field" : "malformed";
        return new Refusal(
                Problem.of(HttpStatus.BAD_REQUEST, type, policy.getMessage()).withField(policy.field()));
    }

    static Refusal invalidPolicy(InvalidPolicyException policy) {
        return new Refusal(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-policy", policy.getMessage())
                .withField(policy.field()));
    }

    /** @param problems each as {@code field: reason}; not empty */
    static Refusal invalidPolicy(List<String> problems) {
        String first = problems.getFirst();
        return new Refusal(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-policy", String.join("; ", problems))
                .withField(first.substring(0, Math.max(0, first.indexOf(':')))));
    }

    static Refusal unconditional() {
        return new Refusal(Problem.of(
                HttpStatus.PRECONDITION_REQUIRED,
                "precondition-required",
                "Say in If-Match which version this changes: the ETag of GET /v1/policy"));
    }

    static Refusal changedMeanwhile() {
        return new Refusal(Problem.of(
                HttpStatus.PRECONDITION_FAILED,
                "changed-meanwhile",
                "The policy is not at the version that If-Match names; read it again"));
    }

    static Refusal forbidden(Role needed) {
        String detail = "This needs a credential with the role " + needed;
        return new Refusal(Problem.of(HttpStatus.FORBIDDEN, "forbidden", detail));
    }

    static Refusal malformedHeader(String header, String why) {
        return new Refusal(Problem.of(HttpStatus.BAD_REQUEST, "malformed", header + " " + why));
    }

    static Refusal otherUnderSameKey() {
        return new Refusal(Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                "This Idempotency-Key came before with another body; use a new key for a new request"));
    }

    /** A request for a code that is refused. The login is named, so that the history can be asked about it. */
    static Refusal of(Issued.Refused refused) {
        var refusal = switch (refused) {
            case Issued.LoginOfAnother _ -> loginOfAnother();
            case Issued.UserLocked _ -> userLocked();
            case Issued.RateLimited limited ->
                rateLimited(
                        limited.reached(),
                        Duration.between(
                                limited.event().getRefusedAt(),
                                limited.reached().retryAt()));
            case Issued.NoRoute noRoute -> noRoute(noRoute.route().reason());
            case Issued.InvalidDestination invalid ->
                invalidDestination(invalid.route().field(), invalid.route().why());
            case Issued.DestinationNotAllowed _ -> destinationNotAllowed();
            case Issued.EnrolmentRequired required ->
                enrolmentRequired(required.takenAway(), required.event().getEnrolmentUrl());
        };
        return new Refusal(refusal.problem.withLoginId(refused.event().getLoginId()), refusal.headers);
    }

    private static Refusal userLocked() {
        return new Refusal(Problem.of(
                HttpStatus.FORBIDDEN,
                "user-locked",
                "Too many wrong codes in a row were entered for this user; an administrator has to lift the lock"));
    }

    private static Refusal destinationNotAllowed() {
        return new Refusal(Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "destination-not-allowed",
                "Codes go to contacts of the directory only: name neither phone nor email"));
    }

    private static Refusal enrolmentRequired(boolean takenAway, @Nullable String url) {
        String why = takenAway
                ? "An administrator took the user's methods away; one has to be set up again first"
                : "Two-step login is required, and the user has no method yet; one has to be set up first";
        return new Refusal(
                Problem.of(HttpStatus.CONFLICT, "enrolment-required", why).withEnrolmentUrl(url));
    }

    static Refusal noRoute(RoutingReason reason) {
        String detail = switch (reason) {
            case COUNTRY_NOT_ALLOWED ->
                "SMS to the country of this number is not allowed, and there is no email address";
            case NOT_A_MOBILE -> "The number cannot take an SMS, and there is no email address";
            case NO_PHONE, NO_EMAIL -> "There is neither a phone number nor an email address to send a code to";
            case NO_AUTHENTICATOR -> "The user has no authenticator app";
            case SUPPRESSED, SMS_CLOSED, AS_REQUESTED, POLICY_DEFAULT, FALLBACK, OTHER ->
                "No channel can carry the code";
        };
        return new Refusal(
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "no-route", detail).withReason(reason.name()));
    }

    /** A wish to send a code again that is refused. */
    static Refusal of(Resent.NotSent notSent) {
        return switch (notSent) {
            case Resent.StillValid valid -> stillValid(valid);
            case Resent.RateLimited limited -> rateLimited(limited.reached(), limited.pause());
            case Resent.NoDestination nowhere -> noDestination(nowhere.channel());
            case Resent.ContactChanged changed -> contactChanged(changed.channel());
            case Resent.Suppressed suppressed -> suppressed(suppressed.channel());
            case Resent.Ended _ -> ended();
            case Resent.Unknown _ -> unknown("challenge");
        };
    }

    private static Refusal noDestination(Channel channel) {
        String detail = "No destination is known that " + channel + " could carry this code to";
        return new Refusal(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "no-route", detail));
    }

    private static Refusal contactChanged(Channel channel) {
        String detail = "The contact over " + channel + " has changed since this code was made; ask for a new one";
        return new Refusal(Problem.of(HttpStatus.CONFLICT, "contact-changed", detail));
    }

    private static Refusal suppressed(Channel channel) {
        String detail = "The destination over " + channel + " has turned messages away, and no other is known";
        return new Refusal(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "no-route", detail)
                .withReason(RoutingReason.SUPPRESSED.name()));
    }

    static Refusal invalidDestination(String field, String why) {
        String detail = "The " + field + " " + why;
        return new Refusal(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-destination", detail)
                .withField(field));
    }

    static Refusal unknown(String what) {
        String detail = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + " is not known";
        return new Refusal(Problem.of(HttpStatus.NOT_FOUND, "not-found", detail));
    }

    /** Of a type of its own, so that nobody takes an address that is wrong for a user who is not there. */
    static Refusal unknownUser() {
        return new Refusal(Problem.of(HttpStatus.NOT_FOUND, "unknown-user", "User is not known"));
    }

    private static Refusal loginOfAnother() {
        return new Refusal(Problem.of(
                HttpStatus.CONFLICT,
                "login-of-another-user",
                "This loginId was begun for another user; make a new one"));
    }

    private static Refusal ended() {
        return new Refusal(
                Problem.of(HttpStatus.CONFLICT, "ended", "This code can be entered no more; ask for a new one"));
    }

    static Refusal seenBefore() {
        return new Refusal(Problem.of(
                HttpStatus.CONFLICT,
                "seen-before",
                "This was shown once already; ask again with a reason and a new key"));
    }

    static Refusal notKept() {
        return new Refusal(
                Problem.of(HttpStatus.GONE, "not-kept", "The destination of this code is not kept any more"));
    }

    private static Refusal stillValid(Resent.StillValid valid) {
        long pause = wholeSeconds(valid.pause());
        String detail = "The code that was sent is still valid for %d s; it can be sent again in %d s"
                .formatted(valid.validFor().toSeconds(), pause);
        return new Refusal(Problem.of(HttpStatus.TOO_MANY_REQUESTS, "still-valid", detail), retryAfter(pause));
    }

    static Refusal rateLimited(Reached reached, Duration pause) {
        long seconds = wholeSeconds(pause);
        String detail = "The limit %s is reached; ask again in %d s"
                .formatted(reached.limit().text(), seconds);
        return new Refusal(
                Problem.of(HttpStatus.TOO_MANY_REQUESTS, "rate-limited", detail)
                        .withLimit(reached.limit().text(), Answers.format(reached.retryAt())),
                retryAfter(seconds));
    }

    private static HttpHeaders retryAfter(long seconds) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return headers;
    }

    /** Rounded up: who comes back after so many seconds must not be too early. */
    private static long wholeSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
