package ontime.history.verdict;

import java.time.Duration;
import ontime.history.facts.Refusal;

/**
 * Why no code was made, as it is said to a person.
 *
 * @param text goes on after "No code was made:"
 */
record Grounds(VerdictCode code, String text, String advice) {

    private static final String NO_EMAIL_EITHER =
            ", and there is no email address that the code could have gone to instead.";
    private static final String CLICK_AGAIN = "then ask the person to click Log In again.";

    static Grounds of(Refusal refusal) {
        return switch (refusal.reason()) {
            case NO_ROUTE -> noRoute(refusal);
            case RATE_LIMITED -> rateLimited(refusal);
            case USER_LOCKED ->
                new Grounds(
                        VerdictCode.LOCKED,
                        "too many wrong codes in a row were entered for this user, so the user is locked.",
                        "Nobody gets a code for this user until the lock is lifted: tell an administrator. "
                                + "If the person did not type the codes, somebody else may be trying to log in.");
            case INVALID_DESTINATION ->
                new Grounds(
                        VerdictCode.INVALID_DESTINATION,
                        "what is on record as the phone number or the email address is none.",
                        "Compare the number and the address with the person's own, have them corrected, and "
                                + CLICK_AGAIN);
            case LOGIN_OF_ANOTHER_USER ->
                new Grounds(
                        VerdictCode.REFUSED,
                        "it was asked for by user " + refusal.userId() + ", and the login is another user's.",
                        "Tell the developers of the auth service: it uses the identifier of a login for two people.");
            case MALFORMED ->
                new Grounds(
                        VerdictCode.REFUSED,
                        "the request of the auth service could not be understood.",
                        "Tell the developers of the auth service; the evidence says what was wrong.");
            case TOO_LATE ->
                new Grounds(
                        VerdictCode.REFUSED,
                        "the request was read when nobody could be waiting for a code any more.",
                        "Ask the person to click Log In again. Tell operations: requests wait too long to be read.");
            case ENROLMENT_REQUIRED ->
                new Grounds(
                        VerdictCode.ENROLMENT_REQUIRED,
                        "two-step login is required, and the person has no method yet.",
                        "Help the person to set a method up, on the page that the auth service shows; " + CLICK_AGAIN);
            case OTHER ->
                new Grounds(
                        VerdictCode.REFUSED,
                        "the issuer refused, for a reason that this page does not know yet.",
                        "Tell operations.");
        };
    }

    private static Grounds noRoute(Refusal refusal) {
        return switch (refusal.routingReason()) {
            case COUNTRY_NOT_ALLOWED ->
                noRoute(
                        number(refusal) + " belongs to " + country(refusal) + " to which no SMS is sent"
                                + NO_EMAIL_EITHER,
                        "Have an email address added, or a number of an allowed country; " + CLICK_AGAIN);
            case NOT_A_MOBILE ->
                noRoute(
                        number(refusal) + " is not a mobile number" + NO_EMAIL_EITHER,
                        "Compare the number with the person's own. Have a mobile number or an email address added; "
                                + CLICK_AGAIN);
            case NO_PHONE, NO_EMAIL ->
                noRoute(
                        "no phone number and no email address is known that it could go to.",
                        "Have a mobile number or an email address added; " + CLICK_AGAIN);
            case SUPPRESSED ->
                noRoute(
                        "earlier messages to the person's address or number failed for good, and there is no other.",
                        "Compare the address and the number with the person's own, have them corrected, and "
                                + CLICK_AGAIN);
            case SMS_CLOSED ->
                noRoute(
                        "SMS to numbers like this one is closed for a while" + NO_EMAIL_EITHER,
                        "Have an email address added; " + CLICK_AGAIN + " Tell operations: others are affected too.");
            case NO_AUTHENTICATOR ->
                noRoute(
                        "no authenticator app of the person is known.",
                        "Have the app set up anew, or suggest the code by SMS or email; " + CLICK_AGAIN);
            case AS_REQUESTED, POLICY_DEFAULT, FALLBACK, OTHER -> noRoute();
            case null -> noRoute();
        };
    }

    private static Grounds noRoute(String text, String advice) {
        return new Grounds(VerdictCode.NO_ROUTE, text, advice);
    }

    private static Grounds noRoute() {
        return noRoute("there was no way to send it.", "Compare the person's number and address with their own.");
    }

    private static Grounds rateLimited(Refusal refusal) {
        var limit = ReachedLimit.of(refusal.limit());
        return new Grounds(VerdictCode.RATE_LIMITED, limit.text() + "." + retry(refusal), limit.advice());
    }

    private static String retry(Refusal refusal) {
        if (refusal.retryAt() == null || !refusal.retryAt().isAfter(refusal.refusedAt())) {
            return "";
        }
        return " It is worth trying again from " + PlainWords.of(refusal.retryAt()) + " on, "
                + PlainWords.of(Duration.between(refusal.refusedAt(), refusal.retryAt())) + " later.";
    }

    private static String number(Refusal refusal) {
        return "the number" + (refusal.destination() == null ? "" : " " + refusal.destination());
    }

    private static String country(Refusal refusal) {
        return refusal.country() == null ? "a country" : PlainWords.countryToSendTo(refusal.country());
    }
}
