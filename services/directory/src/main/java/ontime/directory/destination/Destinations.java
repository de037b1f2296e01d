package ontime.directory.destination;

/** Reads destinations as somebody wrote them, by the rules that the issuer has. */
public final class Destinations {

    private final PhoneReader phones;

    public Destinations(PhoneReader phones) {
        this.phones = phones;
    }

    /**
     * Reads a phone number.
     *
     * @throws InvalidDestinationException when it is no number that can take an SMS
     */
    public Destination phone(String written, NumberingPlan plan) throws InvalidDestinationException {
        return phones.read(written, plan);
    }

    /**
     * Reads a mail address.
     *
     * @throws InvalidDestinationException when it is none
     */
    public Destination email(String written) throws InvalidDestinationException {
        return Destination.EmailAddress.read(written)
                .orElseThrow(() -> new InvalidDestinationException("email", "is not an email address"));
    }
}
