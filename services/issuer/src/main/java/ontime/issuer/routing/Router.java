package ontime.issuer.routing;

import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a code travels: as was asked for or as the policy says, and over the other channel when that one cannot
 * carry it. Nothing is dropped silently; a code that cannot travel at all is refused with the reason.
 */
public final class Router {

    private final PhoneReader phones;

    public Router(PhoneReader phones) {
        this.phones = phones;
    }

    /**
     * Decides.
     *
     * @param requested the channel that was asked for; null leaves it to the policy
     * @param phone as somebody wrote it; null when there is none
     * @param email as somebody wrote it; null when there is none
     */
    public Route route(Policy policy, @Nullable Channel requested, @Nullable String phone, @Nullable String email) {
        var address =
                email == null ? null : Destination.EmailAddress.read(email).orElse(null);
        if (email != null && address == null) {
            return new Route.Invalid("email", "is not an email address");
        }
        Option sms = sms(policy, phone);
        if (sms.unreadable()) {
            return new Route.Invalid("phone", "is not a phone number");
        }
        Option mail = mail(policy, address);
        Channel first = requested == null ? policy.channels().first() : requested;
        RoutingReason asWished = requested == null ? RoutingReason.POLICY_DEFAULT : RoutingReason.AS_REQUESTED;
        return first == Channel.EMAIL ? choose(mail, sms, asWished) : choose(sms, mail, asWished);
    }

    private static Route choose(Option wished, Option other, RoutingReason asWished) {
        if (wished.destination() != null) {
            return new Route.To(wished.destination(), asWished, other.destination());
        }
        if (other.destination() != null) {
            return new Route.To(other.destination(), wished.closedBy(), null);
        }
        // The first channel's reason tells more, except that it was merely not given.
        Option telling = wished.closedBy() == RoutingReason.NO_EMAIL ? other : wished;
        return new Route.None(telling.closedBy(), telling.unserved());
    }

    private static Option mail(Policy policy, Destination.@Nullable EmailAddress address) {
        if (address == null) {
            return Option.closed(RoutingReason.NO_EMAIL);
        }
        return policy.channels().uses(Channel.EMAIL)
                ? Option.open(address)
                : Option.closed(RoutingReason.POLICY_DEFAULT);
    }

    private Option sms(Policy policy, @Nullable String phone) {
        if (phone == null) {
            return Option.closed(RoutingReason.NO_PHONE);
        }
        if (!policy.channels().uses(Channel.SMS)) {
            return Option.closed(RoutingReason.POLICY_DEFAULT);
        }
        return switch (phones.read(
                phone, policy.numbers().region(), policy.numbers().testNumbers())) {
            case ParsedPhone.Mobile mobile ->
                policy.numbers().smsCountries().contains(mobile.number().country())
                        ? Option.open(mobile.number())
                        : Option.closed(RoutingReason.COUNTRY_NOT_ALLOWED, mobile.number());
            case ParsedPhone.NotMobile other -> Option.closed(RoutingReason.NOT_A_MOBILE);
            case ParsedPhone.NotANumber other -> Option.closed(RoutingReason.OTHER);
        };
    }

    /**
     * One channel's answer: a destination, or why there is none. {@code OTHER} stands for what nobody can read.
     *
     * @param unserved what was read and must not be used
     */
    private record Option(
            @Nullable Destination destination,
            RoutingReason closedBy,
            @Nullable Destination unserved) {

        static Option open(Destination destination) {
            return new Option(destination, RoutingReason.AS_REQUESTED, null);
        }

        static Option closed(RoutingReason reason) {
            return new Option(null, reason, null);
        }

        static Option closed(RoutingReason reason, Destination unserved) {
            return new Option(null, reason, unserved);
        }

        boolean unreadable() {
            return closedBy == RoutingReason.OTHER;
        }
    }
}
