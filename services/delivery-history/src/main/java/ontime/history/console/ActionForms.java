package ontime.history.console;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.history.actions.Suppression;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;
import ontime.history.verdict.PlainWords;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the forms in which actions are confirmed. */
@Component
final class ActionForms {

    private static final int KEY_BYTES = 16;
    private static final List<String> REPEATED = List.of("challenge", "channel", "suppression", "reason");

    private final SecureRandom chance;

    ActionForms(SecureRandom chance) {
        this.chance = chance;
    }

    /** @param pauseEnds until when the issuer would refuse; empty when it would not */
    ActionForm resend(Login login, Challenge challenge, Optional<Instant> pauseEnds) {
        var before = challenge.deliveries().isEmpty()
                ? Channel.SMS
                : challenge.deliveries().getLast().channel();
        var reference = Code.reference(challenge);
        var choices = Stream.of(Channel.SMS, Channel.EMAIL)
                .map(channel -> new ActionForm.Choice(
                        "channel", channel.name(), "by " + way(challenge, channel), channel == before))
                .toList();
        return form(
                login,
                ActionKind.RESEND,
                "Send code " + reference + " again",
                "The same code goes out once more. The person gets no new one, and it is valid no longer than before."
                        + pauseEnds
                                .map(end -> " It was sent only just now: it can be sent again from "
                                        + PlainWords.of(end) + " on, and not before.")
                                .orElse(""),
                "Send it again",
                hidden(challenge),
                challenge.alive() ? choices : List.of(),
                challenge.alive() ? null : "This code is " + Words.spoken(challenge.status()) + ": it cannot be sent.");
    }

    /** The channel with where it went before, for example "SMS to +44 •••• ••0123". */
    private static String way(Challenge challenge, Channel channel) {
        return challenge.deliveries().stream()
                .filter(delivery -> delivery.channel() == channel)
                .findFirst()
                .map(delivery -> Words.message(channel, delivery.destination()))
                .orElse(PlainWords.of(channel) + ", if the person has one that is known");
    }

    ActionForm cancel(Login login, Challenge challenge) {
        return form(
                login,
                ActionKind.CANCEL,
                "Cancel code " + Code.reference(challenge),
                "Nobody can log in with this code any more, and what was not sent yet will not be. This cannot be undone:"
                        + " the person has to click Log In again.",
                "Cancel the code",
                hidden(challenge),
                List.of(),
                challenge.alive()
                        ? null
                        : "This code is " + Words.spoken(challenge.status()) + ": there is nothing to cancel.");
    }

    ActionForm reveal(Login login, Challenge challenge, @Nullable Channel channel) {
        var shown = channel == null ? Channel.SMS : channel;
        return form(
                login,
                ActionKind.REVEAL,
                "Show the whole " + Offers.destination(shown),
                "You will see for one minute where the " + Words.message(shown, masked(challenge, shown))
                        + " went. Your name and your reason are kept, and others read them.",
                "Show it",
                Stream.concat(hidden(challenge).stream(), Stream.of(new ActionForm.Hidden("channel", shown.name())))
                        .toList(),
                List.of(),
                null);
    }

    /** As everywhere else. */
    static String masked(Challenge challenge, Channel channel) {
        return challenge.deliveries().stream()
                .filter(delivery -> delivery.channel() == channel)
                .map(Delivery::destination)
                .filter(Objects::nonNull)
                .reduce((_, last) -> last)
                .orElse("•••");
    }

    /** @param inForce empty when the issuer did not answer */
    ActionForm lift(Login login, Optional<List<Suppression>> inForce) {
        var all = inForce.orElse(List.of());
        var choices = all.stream()
                // Where there is only one, nobody has to choose.
                .map(one -> new ActionForm.Choice("suppression", one.id(), words(one), all.size() == 1))
                .toList();
        var nothing = inForce.isEmpty()
                ? "The issuer cannot be reached, so what is suppressed is not known. Try again in a moment."
                : choices.isEmpty() ? "Nothing of this user's is suppressed at present." : null;
        return form(
                login,
                ActionKind.LIFT_SUPPRESSION,
                "Lift a suppression",
                "Nothing is sent to these, because a message came back or was not wanted. Lift one only when the person"
                        + " says that it works again and wants messages there.",
                "Lift it",
                List.of(),
                choices,
                nothing);
    }

    private static String words(Suppression one) {
        return Words.message(one.channel(), one.destination()) + ": " + one.cause() + " on "
                + Words.Time.of(one.since()).day() + ", until "
                + Words.Time.of(one.until()).day();
    }

    /** The same form with what was sent, for whoever got no answer. */
    ActionForm again(Login login, ActionKind kind, Map<String, String> sent, String key) {
        var hidden = REPEATED.stream()
                .filter(sent::containsKey)
                .map(name -> new ActionForm.Hidden(name, sent.getOrDefault(name, "")))
                .toList();
        return new ActionForm(
                login.loginId(),
                Offers.address(login.loginId(), kind, null, null),
                kind.label(),
                "",
                "Try again",
                key,
                hidden,
                List.of(),
                null,
                null,
                "");
    }

    private static List<ActionForm.Hidden> hidden(Challenge challenge) {
        return List.of(new ActionForm.Hidden("challenge", challenge.challengeId()));
    }

    private ActionForm form(
            Login login,
            ActionKind kind,
            String title,
            String question,
            String button,
            List<ActionForm.Hidden> hidden,
            List<ActionForm.Choice> asked,
            @Nullable String nothing) {
        var key = new byte[KEY_BYTES];
        chance.nextBytes(key);
        return new ActionForm(
                login.loginId(),
                Offers.address(login.loginId(), kind, null, null),
                title,
                question,
                button,
                HexFormat.of().formatHex(key),
                hidden,
                asked,
                nothing,
                null,
                "");
    }
}
