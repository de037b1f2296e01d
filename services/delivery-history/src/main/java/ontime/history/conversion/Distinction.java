package ontime.history.conversion;

/** What deliveries can be told apart by. */
public enum Distinction {
    /** ISO 3166-1 alpha-2 country of a phone number; nothing for a mail. */
    COUNTRY,
    /** The phone network, as the provider writes it; nothing where nobody told. */
    CARRIER,
    /** What stands behind the at sign of a mail address; nothing for a phone number. */
    DOMAIN,
    /** The hour of the request, in UTC. */
    HOUR,
    CHANNEL,
    PROVIDER
}
