package ontime.issuer.http;

import java.time.Duration;
import java.util.Locale;
import ontime.events.Channel;
import ontime.issuer.challenge.Resent;
import ontime.issuer.routing.Route;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request that is refused, as the problem (RFC 9457) that the caller gets. It never repeats what was sent. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ProblemDetail problem;

    private final transient HttpHeaders headers = new HttpHeaders();

    private Refusal(ProblemDetail problem) {
        super(problem.getDetail(), null, false, false);
        this.problem = problem;
    }

    ProblemDetail problem() {
        return problem;
    }

    HttpHeaders headers() {
        return headers;
    }

    static Refusal malformed(String field, String why) {
        ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, "malformed", field + " " + why);
        problem.setProperty("field", field);
        return new Refusal(problem);
    }

    static Refusal noRoute(Route.None route) {
        String detail = switch (route.reason()) {
            case COUNTRY_NOT_ALLOWED ->
                "SMS to the country of this number is not allowed, and there is no email address";
            case NOT_A_MOBILE -> "The number cannot take an SMS, and there is no email address";
            case NO_PHONE, NO_EMAIL -> "There is neither a phone number nor an email address to send a code to";
            case SUPPRESSED, AS_REQUESTED, POLICY_DEFAULT, FALLBACK, OTHER -> "No channel can carry the code";
        };
        ProblemDetail problem = Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "no-route", detail);
        problem.setProperty("reason", route.reason().name());
        return new Refusal(problem);
    }

    static Refusal invalidDestination(Route.Invalid route) {
        ProblemDetail problem = Problems.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "invalid-destination", "The " + route.field() + " " + route.why());
        problem.setProperty("field", route.field());
        return new Refusal(problem);
    }

    static Refusal unknown(String what) {
        return new Refusal(Problems.of(
                HttpStatus.NOT_FOUND,
                "not-found",
                what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + " is not known"));
    }

    static Refusal ended() {
        return new Refusal(
                Problems.of(HttpStatus.CONFLICT, "ended", "This code can be entered no more; ask for a new one"));
    }

    static Refusal noDestination(Channel channel) {
        String detail = "No destination is known that " + channel + " could carry this code to";
        return new Refusal(Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "no-route", detail));
    }

    static Refusal stillValid(Resent.StillValid valid) {
        long wait = wholeSeconds(valid.pause());
        String detail = "The code that was sent is still valid for %d s; it can be sent again in %d s"
                .formatted(valid.validFor().toSeconds(), wait);
        var refusal = new Refusal(Problems.of(HttpStatus.TOO_MANY_REQUESTS, "still-valid", detail));
        refusal.headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wait));
        return refusal;
    }

    /** Rounded up: who comes back after so many seconds must not be too early. */
    private static long wholeSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
