package ontime.issuer.limit;

/**
 * The limits, in the order in which their counters are locked: those that most callers share come last, so that they
 * are held for the shortest time.
 */
public enum LimitName {
    USER("user"),
    DESTINATION("destination"),
    CLIENT_IP("client-ip"),
    PREFIX("prefix"),
    COUNTRY("country"),
    TENANT("tenant"),
    SPEND("spend"),
    PUMPING("pumping"),
    /** Whole destinations that somebody at the support console is shown. */
    REVEAL("reveal");

    private final String text;

    LimitName(String text) {
        this.text = text;
    }

    /** As callers, events and metrics see it. */
    public String text() {
        return text;
    }

    /** Whether it holds up SMS only, so that a mail may still go. */
    public boolean closesSmsOnly() {
        return switch (this) {
            case PREFIX, COUNTRY, SPEND, PUMPING -> true;
            case USER, DESTINATION, CLIENT_IP, TENANT, REVEAL -> false;
        };
    }
}
