package ontime.history.verdict;

import static ontime.history.verdict.Severity.ERROR;
import static ontime.history.verdict.Severity.INFO;
import static ontime.history.verdict.Severity.OK;
import static ontime.history.verdict.Severity.WARNING;

/** What can be said of a login. Which of several is the verdict, {@link Rules} decides. */
public enum VerdictCode {
    LOCKED(
            ERROR,
            "Too many wrong codes were entered, so no further code is taken. Please click Log In again, and type "
                    + "the code of the newest message. If you did not try to log in, tell us."),
    SUPERSEDED_CODE_ENTERED(ERROR, "You typed the code of an older message. Please use the newest one."),
    SENT_TO_OLD_DESTINATION(
            ERROR,
            "Your code went to the number or address that you had registered before. New codes "
                    + "go to the new one: please click Log In again."),
    ARRIVED_AFTER_EXPIRY(
            ERROR,
            "Your code reached you too late and was not valid any more. We are sorry: please click " + "Log In again."),
    ENTERED_AFTER_EXPIRY(
            ERROR,
            "The code was not valid any more when it was entered. Please click Log In again, and "
                    + "type the new code soon after it arrives."),
    WRONG_DIGITS(
            WARNING, "The digits that were typed were not those of the code. Please compare them with the message."),
    ARRIVED_LATE(WARNING, "Your code was sent and took longer than it should. We are sorry for the delay."),
    VERIFIED(OK, "The right code was entered, and the login went on."),
    NO_ROUTE(
            ERROR,
            "We know no number or address that we could send a code to. Please have your contact details "
                    + "checked, then click Log In again."),
    INVALID_DESTINATION(
            ERROR,
            "The number or address that we have for you is not valid. Please have your contact "
                    + "details checked, then click Log In again."),
    RATE_LIMITED(
            WARNING,
            "Too many codes were asked for in a short time. Please wait a while, then click Log In once "
                    + "and use the newest message."),
    ENROLMENT_REQUIRED(
            INFO,
            "You have to set up a second step for your login first. Please follow the instructions of the login page, "
                    + "then click Log In again."),
    REFUSED(ERROR, "Your request for a code could not be handled. We are looking into it; please click Log In again."),
    BOUNCED(ERROR, "Your code was sent and came back. Please check the number or address that we have for you."),
    PROVIDER_FAILED(
            ERROR,
            "Your code could not be sent. We are sorry: please ask for the code over the other channel, "
                    + "or click Log In again later."),
    DROPPED_EXPIRED(ERROR, "Your code could not be sent in time. We are sorry: please click Log In again."),
    PERHAPS_SENT(
            WARNING,
            "We cannot say whether your code was sent. If a message arrives, check that it names the code "
                    + "that the page shows; else please click Log In again."),
    SUPERSEDED(
            INFO,
            "You asked for a code again, which ended the one before. Please use the newest message, on the page "
                    + "that you opened last."),
    CANCELLED(INFO, "The login was cancelled. Please click Log In again if you still want to log in."),
    PROVIDER_THROTTLED(
            WARNING,
            "Your code is waiting to be sent, because many are being sent just now. Please wait for "
                    + "it, and do not ask for another one."),
    NO_RECEIPT(ERROR, "Your code was not sent yet, because of a fault on our side. We are looking into it."),
    FELL_BACK(
            WARNING,
            "Your code was sent a second way, because the first one did not work in time. Please look for "
                    + "both messages: they hold the same code."),
    ROUTED_TO_EMAIL_COUNTRY(
            INFO,
            "No text messages are sent to the country of your number, so your code went by email. "
                    + "Please look into your mail, the junk folder included."),
    SUPPRESSED(
            WARNING,
            "Messages to one of your contacts have failed before, so your code went the other way. Please "
                    + "check the number and the address that we have for you."),
    ROUTED_TO_OTHER_CHANNEL(
            INFO,
            "Your code went another way than you may expect. Please look for it in your text "
                    + "messages and in your mail."),
    CARRIER_UNCONFIRMED(
            WARNING,
            "Your code was sent, and we have not heard whether it arrived. If nothing has come, "
                    + "please ask for the code over the other channel."),
    DELIVERED_NOT_ENTERED(
            INFO,
            "Your code was delivered. Please look for it again, also among junk and filtered "
                    + "messages, and check that the number or address is yours."),
    EXPIRED(INFO, "The code has expired. Please click Log In again."),
    IN_PROGRESS(INFO, "Your code is on its way. Please wait a moment, and do not ask for another one."),
    SENT_TWICE(INFO, "You may have got the same code twice. Either message is right."),
    CLOCK_SKEW(INFO, "Some of the times of your login are not certain.");

    private final Severity severity;
    private final String reply;

    VerdictCode(Severity severity, String reply) {
        this.severity = severity;
        this.reply = reply;
    }

    public Severity severity() {
        return severity;
    }

    /** What may be sent to the person as it is, unless a rule knows better words. */
    String reply() {
        return reply;
    }
}
