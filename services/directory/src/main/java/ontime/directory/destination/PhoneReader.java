package ontime.directory.destination;

/** Reads phone numbers as people write them. */
public interface PhoneReader {

    /**
     * Reads a number.
     *
     * @param written in any notation, for example {@code 07700 900123}
     * @param plan of the tenant, for numbers without a country code
     * @throws InvalidDestinationException when it is no number that can take an SMS
     */
    Destination.PhoneNumber read(String written, NumberingPlan plan) throws InvalidDestinationException;
}
