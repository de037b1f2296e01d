package ontime.directory.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import ontime.directory.access.Role;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.user.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A request that is refused, as the problem that the caller gets. It never repeats what was sent. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient HttpHeaders headers;

    private Refusal(HttpStatus status, String type, String detail) {
        this(Problem.of(status, type, detail), new HttpHeaders());
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

    /** As which status a refusal is told. */
    public static int status(RefusedException refused) {
        return of(refused).problem.status();
    }

    static Refusal malformed(String field, String why) {
        var problem = Problem.of(HttpStatus.BAD_REQUEST, "malformed", field + " " + why);
        return new Refusal(problem.withField(field), new HttpHeaders());
    }

    static Refusal malformedHeader(String header, String why) {
        return new Refusal(HttpStatus.BAD_REQUEST, "malformed", header + " " + why);
    }

    static Refusal invalidDestination(InvalidDestinationException destination) {
        String detail = "The " + destination.field() + " " + destination.why();
        return new Refusal(
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-destination", detail)
                        .withField(destination.field()),
                new HttpHeaders());
    }

    static Refusal forbidden(Role... needed) {
        String roles = Arrays.stream(needed).map(Refusal::words).collect(Collectors.joining(" or "));
        return new Refusal(HttpStatus.FORBIDDEN, "forbidden", "This needs " + roles);
    }

    private static String words(Role role) {
        return switch (role) {
            case SERVICE -> "the key of an auth service (role SERVICE)";
            case ADMIN -> "a credential of an administrator (role ADMIN)";
        };
    }

    static Refusal unconditional() {
        return new Refusal(
                HttpStatus.PRECONDITION_REQUIRED,
                "precondition-required",
                "Say in If-Match which version this changes: \"0\" when there is none yet, * for whichever there is");
    }

    static Refusal unknown(String what) {
        String detail = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + " is not known";
        return new Refusal(HttpStatus.NOT_FOUND, "not-found", detail);
    }

    static Refusal conflict(String type, String detail) {
        return new Refusal(HttpStatus.CONFLICT, type, detail);
    }

    static Refusal unprocessable(String type, String detail) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, type, detail);
    }

    static Refusal of(RefusedException refused) {
        return switch (refused.why()) {
            case UNKNOWN_USER -> unknown("user");
            case UNKNOWN_CONTACT -> unknown("contact");
            case UNKNOWN_METHOD -> unknown("method");
            case UNKNOWN_CHANGE -> unknown("change");
            case OUTDATED ->
                new Refusal(
                        HttpStatus.PRECONDITION_FAILED,
                        "changed-meanwhile",
                        "It is at version " + refused.detail() + " by now; read it again");
            case SETTLED ->
                new Refusal(
                        Problem.of(HttpStatus.CONFLICT, "settled", "This was completed or replaced before")
                                .withReason(refused.detail()),
                        new HttpHeaders());
            case EXPIRED -> conflict("expired", "It is too late for this; ask anew");
            case WRONG_CODE ->
                new Refusal(
                        Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "wrong-code", wrongCode(refused.detail())),
                        new HttpHeaders());
            case LOCKED -> conflict("locked", "Too many wrong codes were entered; ask anew");
            case TOO_MANY_TRIES -> limited("too-many-guesses", "Too many wrong codes were entered", refused.detail());
            case OVER -> unprocessable("over", "This would have ended before it began");
            case TOO_LONG -> unprocessable("too-long", "A temporary contact lasts for a year at most");
            case CANNOT_BE_PROVED ->
                new Refusal(
                        Problem.of(
                                        HttpStatus.UNPROCESSABLE_CONTENT,
                                        "cannot-be-proved",
                                        "No code can be sent there; an administrator may vouch for it")
                                .withReason(refused.detail()),
                        new HttpHeaders());
            case ISSUER_AWAY ->
                new Refusal(
                        Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "No code can be sent or checked now"),
                        retryAfter("5"));
            case LIMITED -> limited("rate-limited", "Too many codes were asked for", refused.detail());
            case BUSY -> limited("rate-limited", "Another import waits", refused.detail());
            case NO_PAGE -> unprocessable("no-page", "No self-service page is set for this tenant");
            case LAST_METHOD ->
                conflict("last-method", "Two-step login is required and this is the last method; set another up first");
        };
    }

    private static String wrongCode(@Nullable String attemptsLeft) {
        return attemptsLeft == null || attemptsLeft.isEmpty()
                ? "This is not the code"
                : "This is not the code; attempts left: " + attemptsLeft;
    }

    private static Refusal limited(String type, String what, @Nullable String seconds) {
        String pause = seconds == null ? "60" : seconds;
        return new Refusal(
                Problem.of(HttpStatus.TOO_MANY_REQUESTS, type, what + "; try again in " + pause + " s"),
                retryAfter(pause));
    }

    private static HttpHeaders retryAfter(String seconds) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, seconds);
        return headers;
    }
}
