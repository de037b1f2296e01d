package ontime.stories;

import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** People who log in, one after the other, each with a number and an address of their own. */
final class Traffic {

    private static final int CREATED = 201;

    private final AuthService auth;
    private final AtomicInteger people = new AtomicInteger();

    Traffic(AuthService auth) {
        this.auth = auth;
    }

    /** Gets a code by SMS, mistypes it once and enters it. */
    void entersATextMessage() {
        int person = people.incrementAndGet();
        var challenge = asksBySms(person);
        auth.check(challenge, "000000");
        enters(challenge, phone(person));
    }

    /** Gets a code by email and enters it. */
    void entersAMail() {
        int person = people.incrementAndGet();
        var challenge = auth.login("{\"userId\": \"t-%d\", \"email\": \"%s\"}".formatted(person, mailbox(person)));
        enters(challenge, mailbox(person));
    }

    /** Clicks twice and types the first code. */
    void typesAnOlderCode() {
        int person = people.incrementAndGet();
        var first = asksBySms(person);
        var code = AuthService.codeIn(
                auth.awaitMessage(e164(person), first.get("reference").asString()));
        auth.check(asksBySms(person), code);
    }

    /** Asks for a code by SMS and goes away. */
    void asksInVain() {
        asksBySms(people.incrementAndGet());
    }

    /** Asks for a code by SMS and has an address, too. */
    void mayFallBack() {
        int person = people.incrementAndGet();
        auth.login("{\"userId\": \"t-%d\", \"channel\": \"SMS\", \"phone\": \"%s\", \"email\": \"%s\"}"
                .formatted(person, phone(person), mailbox(person)));
    }

    /** Has a mailbox that does not exist. */
    void hasNoMailbox() {
        int person = people.incrementAndGet();
        auth.login("{\"userId\": \"t-%1$d\", \"email\": \"bounce-%1$d@example.org\"}".formatted(person));
    }

    /** Asks until it is too often. */
    void isRefused() {
        int person = people.incrementAndGet();
        var body = "{\"userId\": \"t-%d\", \"phone\": \"%s\"}".formatted(person, phone(person));
        while (auth.post("/v1/challenges", body).statusCode() == CREATED) {
            // The policy's limits end it.
        }
    }

    private JsonNode asksBySms(int person) {
        return auth.login("{\"userId\": \"t-%d\", \"phone\": \"%s\"}".formatted(person, phone(person)));
    }

    private void enters(JsonNode challenge, String to) {
        var message = auth.awaitMessage(
                to.startsWith("0") ? "+44" + to.substring(1) : to,
                challenge.get("reference").asString());
        auth.check(challenge, AuthService.codeIn(message));
    }

    private static String phone(int person) {
        return "07700900%03d".formatted(person % 1000);
    }

    private static String e164(int person) {
        return "+44" + phone(person).substring(1);
    }

    private static String mailbox(int person) {
        return "t-" + person + "@gmail.com";
    }
}
