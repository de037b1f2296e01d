package ontime.history.console;

import ontime.history.actions.Result;
import org.jspecify.annotations.Nullable;

/**
 * What came of an action, in words.
 *
 * @param severity as that of a verdict
 * @param whole the destination that is shown for a while; null for every other action
 * @param mask what is left of it then
 * @param again whether it is worth sending the same once more
 */
record ActionOutcome(
        String severity,
        String text,
        String advice,
        @Nullable String whole,
        String mask,
        boolean again) {

    /** @param mask of a destination that is shown */
    static ActionOutcome of(Result result, String mask) {
        return switch (result) {
            case Result.Sent sent ->
                said(
                        "ok",
                        "The same code is on its way again, by " + Words.message(sent.channel(), sent.destination())
                                + ".",
                        "The code on the person's page stays the same: they need not click Log In again.");
            case Result.Cancelled _ ->
                said("ok", "The code is cancelled.", "Nobody can log in with it. What was not sent yet will not be.");
            case Result.OverBefore over ->
                said("info", "There was nothing to cancel: the code is " + over.status() + ".", "Nothing was changed.");
            case Result.Lifted _ ->
                said(
                        "ok",
                        "The suppression is lifted.",
                        "The next code may go there again. If that message fails too, it is suppressed anew.");
            case Result.Shown shown ->
                new ActionOutcome(
                        "warning",
                        "This is where it went.",
                        "It is hidden again after one minute. Ask the person to read their number or address to you, "
                                + "and compare; do not read it to them.",
                        shown.destination(),
                        mask,
                        false);
            case Result.Forgotten _ -> said("ok", "The user is forgotten.", "");
            case Result.Refused refused ->
                said("error", "The issuer refused: " + sentence(refused.why()), "Nothing was changed.");
            case Result.Unanswered(boolean perhapsDone) ->
                new ActionOutcome(
                        "error",
                        perhapsDone
                                ? "The issuer did not answer in time. It may have been done all the same."
                                : "The issuer cannot be reached. Nothing was changed.",
                        "Try again in a moment: it is done once, however often you try from this page.",
                        null,
                        "",
                        true);
            case Result.NotAudited(Result.Done byThen) ->
                said("error", notAudited(byThen), "Tell operations, and try again later.");
        };
    }

    private static String notAudited(Result.Done byThen) {
        return switch (byThen) {
            case NO -> "The audit cannot be written just now, and nothing was done.";
            case PERHAPS ->
                "The issuer did not answer in time, and the audit could not be written. It may have been done.";
            case YES -> "It was done, but the audit could not be written, so nothing more is shown.";
        };
    }

    private static ActionOutcome said(String severity, String text, String advice) {
        return new ActionOutcome(severity, text, advice, null, "", false);
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }
}
