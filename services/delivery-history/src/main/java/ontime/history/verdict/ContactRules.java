package ontime.history.verdict;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.ContactKind;
import ontime.history.contacts.ContactChange;
import ontime.history.contacts.KnownChange;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;

/** S6: the number was changed, and the code still went to the old one: by what the directory and the issuer tell. */
final class ContactRules {

    private ContactRules() {}

    /** A delivery of the code that went where the person does not read any more, and the change that it missed. */
    private record Missed(Delivery delivery, Fact.Requested request, KnownChange change) {}

    /** By the contacts' own history where that is known, else by the version that the person's next code went to. */
    static Optional<Finding> wentToOldDestination(Case one) {
        return byTheDirectory(one).or(() -> RouteRules.wentToOldDestination(one));
    }

    private static Optional<Finding> byTheDirectory(Case one) {
        var challenge = one.telling();
        return challenge == null || one.verified()
                ? Optional.empty()
                : one.deliveries().stream()
                        .flatMap(delivery -> request(one, challenge, delivery).stream()
                                .flatMap(
                                        request -> missed(one, challenge, request)
                                                .map(change -> new Missed(delivery, request, change))
                                                .stream()))
                        .findFirst()
                        .map(ContactRules::finding);
    }

    private static Optional<Fact.Requested> request(Case one, Challenge challenge, Delivery delivery) {
        return one.login().events().stream()
                .map(Published::fact)
                .filter(fact -> fact instanceof Fact.Requested requested
                        && requested.challengeId().equals(challenge.challengeId())
                        && requested.delivery() == delivery.delivery())
                .map(Fact.Requested.class::cast)
                .findFirst();
    }

    /** What came while the code could still be entered; later changes say nothing of this login. */
    private static Optional<KnownChange> missed(Case one, Challenge challenge, Fact.Requested request) {
        var expiresAt = challenge.expiresAt() == null ? request.expiresAt() : challenge.expiresAt();
        var changes = one.login().contacts().stream()
                .filter(known -> known.change().kind() == kindOver(request.channel()))
                .filter(known -> known.change().changedAt().isBefore(expiresAt))
                .sorted(comparingLong(known -> known.change().version()))
                .toList();
        return request.contactVersion() == null
                ? byDestination(changes, request)
                : changes.stream()
                        .filter(known -> known.change().version() > request.contactVersion())
                        .filter(known -> isLeft(changes, known, request.destinationFingerprint()))
                        .findFirst();
    }

    /**
     * Whether a change led away from a destination, and nothing has brought it back. A version grows also where the
     * destination stays: it was verified, say, or lasts longer now.
     */
    private static boolean isLeft(List<KnownChange> changes, KnownChange known, String fingerprint) {
        return fingerprint.isEmpty()
                || changes.stream()
                        .filter(later ->
                                later.change().version() >= known.change().version())
                        .noneMatch(later -> fingerprint.equals(later.change().fingerprint()));
    }

    /** The auth service named the destination: it went to what another had replaced, and nothing has brought back. */
    private static Optional<KnownChange> byDestination(List<KnownChange> changes, Fact.Requested request) {
        var fingerprint = request.destinationFingerprint();
        if (fingerprint.isEmpty()) {
            return Optional.empty();
        }
        var gone = changes.stream()
                .filter(known -> fingerprint.equals(known.change().previousFingerprint()))
                .reduce((earlier, later) -> later);
        return gone.filter(known -> isLeft(changes, known, fingerprint));
    }

    private static @Nullable ContactKind kindOver(Channel channel) {
        return switch (channel) {
            case SMS -> ContactKind.PHONE;
            case EMAIL -> ContactKind.EMAIL;
            case TOTP, OTHER -> null;
        };
    }

    private static Finding finding(Missed missed) {
        var change = missed.change.change();
        return new Finding(
                VerdictCode.SENT_TO_OLD_DESTINATION,
                "The " + PlainWords.of(missed.delivery.channel()) + " went to the old " + what(change) + " "
                        + missed.request.maskedDestination() + ". " + changed(missed) + ", " + followed(missed),
                advice(missed),
                VerdictCode.SENT_TO_OLD_DESTINATION.reply(),
                evidence(missed));
    }

    /** When the change took effect, before or after the code was asked for. */
    private static String changed(Missed missed) {
        var change = missed.change.change();
        var asked = missed.request.requestedAt();
        var at = change.changedAt();
        var to = change.destination() == null ? "Its removal" : "The change to " + change.destination();
        return to + " took effect at " + PlainWords.of(at) + ", "
                + (at.isAfter(asked)
                        ? PlainWords.of(Duration.between(asked, at)) + " after the code was asked for"
                        : PlainWords.of(Duration.between(at, asked)) + " before the code was asked for");
    }

    /** When codes began to follow it. */
    private static String followed(Missed missed) {
        var change = missed.change.change();
        var inForce = missed.change.inForce();
        if (inForce.isPresent()) {
            var at = inForce.get().at();
            var named = missed.request.contactVersion() == null && !at.isAfter(missed.request.requestedAt());
            return "and was in force at the issuer at " + PlainWords.of(at) + ", "
                    + PlainWords.of(Spent.between(change.changedAt(), at)) + " later"
                    + (named ? "; the auth service named the old " + what(change) + " all the same." : ".");
        }
        return missed.change
                .failed()
                .map(report -> "and could not be applied at the issuer"
                        + (report.detail() == null ? "." : ": " + report.detail() + "."))
                .orElse("and is not in force at the issuer yet.");
    }

    private static String advice(Missed missed) {
        if (missed.change.inForce().isEmpty()) {
            return "Tell operations: the issuer does not follow the directory. New codes still go to the old "
                    + what(missed.change.change()) + ".";
        }
        return missed.request.contactVersion() == null
                ? "Tell the developers of the auth service: it keeps " + what(missed.change.change())
                        + "s of its own, and this one is old."
                : "Ask the person to click Log In again: new codes go to the new " + what(missed.change.change()) + ".";
    }

    private static Stream<Evidence> evidence(Missed missed) {
        var change = missed.change.change();
        var rows = Stream.<Optional<Evidence>>of(
                change.askedAt().isBefore(change.changedAt())
                        ? evidence(change.askedAt(), "The change was asked for")
                        : Optional.empty(),
                evidence(
                        change.changedAt(),
                        "Contact changed to "
                                + (change.destination() == null ? "none" : change.destination()) + ", version "
                                + change.version()),
                evidence(
                        missed.request.requestedAt(),
                        "Routed to " + missed.request.channel() + ", to " + missed.request.maskedDestination()
                                + (missed.request.contactVersion() == null
                                        ? ", as the auth service named it"
                                        : ", version " + missed.request.contactVersion())),
                missed.change.inForce().map(report -> new Evidence(report.at(), "In force at the issuer")),
                missed.change.failed().map(report -> new Evidence(report.at(), "Could not be applied at the issuer")));
        return rows.flatMap(Optional::stream).sorted(comparing(Evidence::at));
    }

    private static Optional<Evidence> evidence(Instant at, String text) {
        return Optional.of(new Evidence(at, text));
    }

    private static String what(ContactChange change) {
        return switch (change.kind()) {
            case PHONE -> "number";
            case EMAIL -> "address";
            case OTHER -> "destination";
        };
    }
}
