package ontime.history.console;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;
import ontime.history.rights.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the page of a login offers to do, to somebody who may.
 *
 * @param possible whether an issuer is configured that would do it
 * @param ofCodes by the challenge
 * @param suppression to lift one; null where nothing speaks of one
 */
record Offers(
        boolean possible,
        Map<String, List<Offer>> ofCodes,
        @Nullable Offer suppression) {

    /** For so long after a code has expired the issuer still knows where it went. */
    private static final Duration KEPT = Duration.ofHours(24);

    private static final Set<DeliveryReason> SUPPRESSING =
            Set.of(DeliveryReason.INVALID_DESTINATION, DeliveryReason.OPTED_OUT, DeliveryReason.COMPLAINED);

    static final Offers NONE = new Offers(false, Map.of(), null);

    /** @param label as it stands on the button, with the reference or the channel for whoever hears only that */
    record Offer(String label, String address) {}

    /** What can be done about a code. */
    public List<Offer> of(String challengeId) {
        return ofCodes.getOrDefault(challengeId, List.of());
    }

    /** @param rights of the reader in the login's tenant */
    static Offers of(Login login, Set<Right> rights, Instant now) {
        var ofCodes = login.challenges().stream()
                .collect(toMap(
                        Challenge::challengeId,
                        challenge -> of(login, challenge, rights, now).toList()));
        return new Offers(
                true,
                ofCodes,
                rights.contains(Right.LIFT_SUPPRESSION) && speaksOfSuppression(login)
                        ? offer(login, ActionKind.LIFT_SUPPRESSION, null, null, "")
                        : null);
    }

    private static Stream<Offer> of(Login login, Challenge challenge, Set<Right> rights, Instant now) {
        var reference = " " + Code.reference(challenge);
        var acts = rights.contains(Right.ACT) && challenge.alive()
                ? Stream.of(
                        offer(login, ActionKind.RESEND, challenge, null, reference),
                        offer(login, ActionKind.CANCEL, challenge, null, reference))
                : Stream.<Offer>empty();
        return Stream.concat(acts, rights.contains(Right.REVEAL) ? reveals(login, challenge, now) : Stream.empty());
    }

    private static Stream<Offer> reveals(Login login, Challenge challenge, Instant now) {
        if (challenge.expiresAt() == null || challenge.expiresAt().plus(KEPT).isBefore(now)) {
            return Stream.empty();
        }
        return challenge.deliveries().stream()
                .map(Delivery::channel)
                .filter(channel -> channel != Channel.OTHER)
                .distinct()
                .map(channel -> offer(login, ActionKind.REVEAL, challenge, channel, " " + destination(channel)));
    }

    static String destination(Channel channel) {
        return switch (channel) {
            case SMS -> "number";
            case EMAIL -> "address";
            case OTHER -> "destination";
        };
    }

    private static boolean speaksOfSuppression(Login login) {
        return login.refusals().stream().anyMatch(refusal -> refusal.routingReason() == RoutingReason.SUPPRESSED)
                || login.challenges().stream()
                        .flatMap(challenge -> challenge.deliveries().stream())
                        .anyMatch(delivery -> delivery.routedBy(RoutingReason.SUPPRESSED)
                                || (delivery.reason() != null && SUPPRESSING.contains(delivery.reason())));
    }

    private static Offer offer(
            Login login, ActionKind kind, @Nullable Challenge challenge, @Nullable Channel channel, String detail) {
        return new Offer(
                kind.label() + detail,
                address(login.loginId(), kind, challenge == null ? null : challenge.challengeId(), channel));
    }

    /** Of the page where it is confirmed. */
    static String address(String loginId, ActionKind kind, @Nullable String challengeId, @Nullable Channel channel) {
        var address = UriComponentsBuilder.fromPath("/logins/{login}/actions/{kind}");
        var values = new HashMap<String, Object>(Map.of("login", loginId, "kind", kind.address()));
        if (challengeId != null) {
            address.queryParam("challenge", "{challenge}");
            values.put("challenge", challengeId);
        }
        if (channel != null) {
            address.queryParam("channel", "{channel}");
            values.put("channel", channel);
        }
        return address.encode().buildAndExpand(values).toUriString();
    }
}
