package ontime.history.conversion;

/**
 * How far deliveries got. Each step implies the ones before it: a code that was entered had been delivered, whatever
 * was reported, so no number is larger than the one before.
 *
 * @param requested deliveries that are old enough to be judged; the next three are parts of them
 * @param accepted the provider took the message
 * @param delivered somebody behind the provider reported the arrival, and nobody a return
 * @param entered the code was entered from this delivery, the most likely one where there were several
 * @param tooYoung deliveries that are counted nowhere else, because their code may still be entered
 */
public record Funnel(long requested, long accepted, long delivered, long entered, long tooYoung) {

    static final Funnel NOTHING = new Funnel(0, 0, 0, 0, 0);

    Funnel plus(Funnel other) {
        return new Funnel(
                requested + other.requested,
                accepted + other.accepted,
                delivered + other.delivered,
                entered + other.entered,
                tooYoung + other.tooYoung);
    }
}
