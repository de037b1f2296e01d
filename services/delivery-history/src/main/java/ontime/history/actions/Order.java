package ontime.history.actions;

import ontime.events.Channel;
import ontime.history.audit.Action;
import ontime.history.rights.Right;

/** What the issuer is asked to do. */
public sealed interface Order {

    /** The right that somebody needs for it. */
    default Right right() {
        return switch (this) {
            case Resend _, Cancel _ -> Right.ACT;
            case Reveal _ -> Right.REVEAL;
            case LiftSuppression _ -> Right.LIFT_SUPPRESSION;
        };
    }

    /** As what it stands in the audit. */
    default Action action() {
        return switch (this) {
            case Resend _ -> Action.RESENT;
            case Cancel _ -> Action.CANCELLED;
            case Reveal _ -> Action.REVEALED;
            case LiftSuppression _ -> Action.SUPPRESSION_LIFTED;
        };
    }

    /** To send the same code once more. */
    record Resend(String challengeId, Channel channel) implements Order {}

    /** To end a code before its time. */
    record Cancel(String challengeId) implements Order {}

    /** To show where a code went. */
    record Reveal(String challengeId, Channel channel) implements Order {}

    /**
     * To send to a destination again that has turned messages away.
     *
     * @param id of the suppression
     */
    record LiftSuppression(String id) implements Order {}
}
