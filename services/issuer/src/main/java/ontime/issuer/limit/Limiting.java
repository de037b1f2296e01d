package ontime.issuer.limit;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import ontime.issuer.policy.LimitPolicy;
import ontime.issuer.policy.LimitPolicy.Limit;
import ontime.issuer.policy.LimitPolicy.Spend;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/** Lets a code pass as long as no limit of the tenant's policy is reached. */
public final class Limiting {

    private static final int MILLIONTHS = 6;
    private static final Limit REVEALS = new Limit(20, Duration.ofHours(1));

    private final Counters counters;
    private final ToIntFunction<String> messageParts;
    private final MeterRegistry meters;

    /** @param messageParts in how many parts a text travels as SMS, each of which is paid for */
    public Limiting(Counters counters, ToIntFunction<String> messageParts, MeterRegistry meters) {
        this.counters = counters;
        this.messageParts = messageParts;
        this.meters = meters;
    }

    /** A new code. */
    public Optional<Reached> first(LimitPolicy policy, Outgoing message, Asker asker, Instant now) {
        var quotas = new ArrayList<Quota>();
        within(quotas, LimitName.USER, asker.userId(), policy.user());
        within(quotas, LimitName.DESTINATION, asker.fingerprint(), policy.destination());
        if (asker.clientIp() != null) {
            within(quotas, LimitName.CLIENT_IP, asker.clientIp().network(), policy.clientIp());
        }
        return take(policy, message, quotas, now);
    }

    /** The same code once more: whoever asks for that is held back by the cooldown, and what it costs by these. */
    public Optional<Reached> again(LimitPolicy policy, Outgoing message, Instant now) {
        return take(policy, message, new ArrayList<>(), now);
    }

    /** A whole destination for somebody at the support console: whoever reads them by the dozen is not on the phone. */
    public Optional<Reached> reveal(String tenant, String agent, Instant now) {
        Optional<Reached> reached =
                counters.take(tenant, List.of(Quota.within(LimitName.REVEAL, agent, REVEALS)), null, now);
        reached.map(Reached::limit).ifPresent(this::count);
        return reached;
    }

    /** A challenge that nothing is sent for. */
    public Optional<Reached> unsent(
            LimitPolicy policy, String tenant, String userId, @Nullable ClientIp ip, Instant now) {
        var quotas = new ArrayList<Quota>();
        within(quotas, LimitName.USER, userId, policy.user());
        if (ip != null) {
            within(quotas, LimitName.CLIENT_IP, ip.network(), policy.clientIp());
        }
        within(quotas, LimitName.TENANT, "", policy.tenant());
        return take(tenant, quotas, null, now);
    }

    /** A message without a code. Nobody enters one, so that it says nothing about pumping. */
    public Optional<Reached> notice(LimitPolicy policy, Outgoing message, String fingerprint, Instant now) {
        var quotas = new ArrayList<Quota>();
        within(quotas, LimitName.DESTINATION, fingerprint, policy.destination());
        switch (message.destination()) {
            case Destination.PhoneNumber number -> sms(quotas, policy, message, number);
            case Destination.EmailAddress _ -> within(quotas, LimitName.TENANT, "", policy.tenant());
        }
        return take(message.tenant(), quotas, null, now);
    }

    private Optional<Reached> take(LimitPolicy policy, Outgoing message, List<Quota> quotas, Instant now) {
        SmsSent sms = switch (message.destination()) {
            case Destination.PhoneNumber number -> sms(quotas, policy, message, number);
            case Destination.EmailAddress _ -> {
                within(quotas, LimitName.TENANT, "", policy.tenant());
                yield null;
            }
        };
        return take(message.tenant(), quotas, sms, now);
    }

    private Optional<Reached> take(String tenant, List<Quota> quotas, @Nullable SmsSent sms, Instant now) {
        if (quotas.isEmpty() && sms == null) {
            return Optional.empty();
        }
        Optional<Reached> reached = counters.take(tenant, List.copyOf(quotas), sms, now);
        reached.map(Reached::limit).ifPresent(this::count);
        return reached;
    }

    private void count(LimitName limit) {
        meters.counter("otp.limited", "limit", limit.text()).increment();
    }

    private @Nullable SmsSent sms(
            List<Quota> quotas, LimitPolicy policy, Outgoing message, Destination.PhoneNumber number) {
        var range = NumberRange.of(number);
        within(quotas, LimitName.PREFIX, range.prefix(), policy.prefix());
        within(quotas, LimitName.COUNTRY, range.country(), policy.country());
        within(quotas, LimitName.TENANT, "", policy.tenant());
        if (policy.spend() != null) {
            quotas.add(spend(policy.spend(), range.country(), message.text()));
        }
        return policy.pumping() == null ? null : new SmsSent(message.challengeId(), range, message.expiresAt());
    }

    private Quota spend(Spend spend, String country, String text) {
        BigDecimal price = spend.prices().getOrDefault(country, spend.otherPrice());
        BigDecimal cost = price.multiply(BigDecimal.valueOf(messageParts.applyAsInt(text)));
        return Quota.inADay(LimitName.SPEND, millionths(cost), millionths(spend.dailyCap()));
    }

    /** Exact, because a policy takes no smaller fractions. */
    private static long millionths(BigDecimal dollars) {
        return dollars.movePointRight(MILLIONTHS).longValueExact();
    }

    private static void within(List<Quota> quotas, LimitName name, String subject, @Nullable Limit limit) {
        if (limit != null) {
            quotas.add(Quota.within(name, subject, limit));
        }
    }
}
