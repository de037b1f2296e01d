package ontime.sandbox.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the phones and mailboxes received, in the order of arrival, the newest last. */
@RestController
final class MessagesController {

    private final Inbox inbox;

    MessagesController(Inbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping("/messages")
    List<Message> messages(@RequestParam @Nullable String to, @RequestParam @Nullable String since) {
        return inbox.since(instant(since), addressedTo(to));
    }

    private static Instant instant(@Nullable String since) {
        if (since == null || since.isBlank()) {
            return Instant.MIN;
        }
        try {
            return Instant.parse(since.strip());
        } catch (DateTimeParseException notAnInstant) {
            throw new InvalidParameter("since", "must be a time such as 2026-01-31T10:00:00.000Z");
        }
    }

    private static Predicate<Message> addressedTo(@Nullable String to) {
        if (to == null || to.isBlank()) {
            return message -> true;
        }
        // Whoever does not encode the plus of +447700900123 or ada+test@example.com sends a blank.
        String destination = (to.startsWith(" ") && Character.isDigit(to.strip().charAt(0)) ? "+" : "")
                + to.strip().replace(' ', '+');
        return message -> message.to().equals(destination);
    }
}
