package ontime.history.verdict;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The limits of a tenant's policy that keep codes from being made, by the names that the issuer gives them. */
enum ReachedLimit {
    USER("too many codes were asked for by this person in a short time", Advice.OF_THE_PERSON),
    DESTINATION("too many codes were asked for to the same number or address in a short time", Advice.OF_THE_PERSON),
    CLIENT_IP(
            "too many codes were asked for from the person's internet connection in a short time",
            "Others may share the connection. Ask the person to wait, or to try from another network."),
    PREFIX("too many codes were asked for to numbers that begin as this one does", Advice.OF_SMS),
    COUNTRY("too many codes were asked for to numbers of this country", Advice.OF_SMS),
    PUMPING(
            "SMS to numbers like this one are stopped for a while, because hardly any of their codes were entered",
            Advice.OF_SMS),
    SPEND("what may be spent on messages in a day is spent", Advice.OF_SMS),
    TENANT(
            "too many codes were asked for by all users together",
            "Tell operations at once: nobody gets a code. Ask the person to wait."),
    OTHER("too many codes were asked for", "Ask the person to wait before they click Log In again.");

    private final String text;
    private final String advice;

    ReachedLimit(String text, String advice) {
        this.text = text;
        this.advice = advice;
    }

    /** The limit of a name, for example {@code client-ip}; one that nobody knows here is just a limit. */
    static ReachedLimit of(@Nullable String name) {
        return Stream.of(values())
                .filter(limit ->
                        limit.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst()
                .orElse(OTHER);
    }

    String text() {
        return text;
    }

    String advice() {
        return advice;
    }

    private static final class Advice {
        static final String OF_THE_PERSON =
                "Ask the person to wait, then to click Log In once and to use the newest message only. "
                        + "If they did not ask for the codes themselves, somebody else may be trying to log in.";
        static final String OF_SMS = "Suggest the code by email. Tell operations: others are affected too.";
    }
}
