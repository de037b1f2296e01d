package ontime.history.actions;

import ontime.events.Channel;

/** What came of an order. */
public sealed interface Result {

    /**
     * The code is on its way again.
     *
     * @param channel the one that it took, which may be another than was asked for
     * @param destination masked
     */
    record Sent(Channel channel, String destination) implements Result {}

    /** The code can be entered no more. */
    record Cancelled() implements Result {}

    /**
     * There was nothing to cancel.
     *
     * @param status of the code, in the issuer's words
     */
    record OverBefore(String status) implements Result {}

    /** Messages go there again. */
    record Lifted() implements Result {}

    /**
     * Where a code went.
     *
     * @param destination the whole one, which is shown and written nowhere
     */
    record Shown(String destination) implements Result {
        @Override
        public String toString() {
            return "Shown[secret]";
        }
    }

    /**
     * The issuer knows nothing of the user any more.
     *
     * @param known whether it knew anything before
     */
    record Forgotten(boolean known) implements Result {}

    /**
     * The issuer would not, and nothing has changed.
     *
     * @param why in words, without a secret
     */
    record Refused(String why) implements Result {}

    /**
     * The issuer did not answer.
     *
     * @param perhapsDone whether it may have heard; asked again under the same key, it does nothing twice
     */
    record Unanswered(boolean perhapsDone) implements Result {}

    /** The audit could not be written; what was to be shown is not. */
    record NotAudited(Done byThen) implements Result {}

    /** Whether what was asked for has been done. */
    enum Done {
        NO,
        PERHAPS,
        YES
    }
}
