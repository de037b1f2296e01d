package ontime.delivery.engine;

/**
 * Tells deliveries apart, over all workers and restarts.
 *
 * @param challengeId the challenge that is delivered
 * @param number of the delivery within the challenge, from 1
 */
public record DeliveryId(String challengeId, int number) {

    /** As providers and logs get to see it. */
    @Override
    public String toString() {
        return challengeId + "." + number;
    }
}
