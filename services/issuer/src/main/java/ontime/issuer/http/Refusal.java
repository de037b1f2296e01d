package ontime.issuer.http;

import java.util.Locale;
import ontime.issuer.routing.Route;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request that is refused, as the problem (RFC 9457) that the caller gets. It never repeats what was sent. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ProblemDetail problem;

    private Refusal(ProblemDetail problem) {
        super(problem.getDetail(), null, false, false);
        this.problem = problem;
    }

    ProblemDetail problem() {
        return problem;
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
}
