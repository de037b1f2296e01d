package ontime.sandbox.carrier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import ontime.sandbox.behaviour.Behaviour;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.behaviour.Pause;
import ontime.sandbox.inbox.Channel;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Message;
import org.jspecify.annotations.Nullable;

/** A phone network that reaches every phone of the world, as well or badly as its conditions allow. */
public final class Carrier {

    private final Conditions conditions;
    private final Inbox inbox;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Pause pause;
    private final Executor airwaves;
    private final @Nullable StatusLog statusLog;
    private final Set<String> optedOut = new ConcurrentSkipListSet<>();
    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /**
     * A network of phones.
     *
     * @param airwaves carries the messages that take a while to arrive; must not limit how many it runs at once
     * @param statusLog is told what became of each message; null when nobody wants to know
     */
    public Carrier(
            Conditions conditions,
            Inbox inbox,
            InstantSource clock,
            Supplier<UUID> ids,
            Pause pause,
            Executor airwaves,
            @Nullable StatusLog statusLog) {
        this.conditions = conditions;
        this.inbox = inbox;
        this.clock = clock;
        this.ids = ids;
        this.pause = pause;
        this.airwaves = airwaves;
        this.statusLog = statusLog;
    }

    /** Takes a message or refuses it, after as long as the network needs for an answer. */
    public Submission submit(Sms sms) throws InterruptedException {
        String country = countryOf(sms.number());
        Behaviour behaviour = conditions.in(country);
        if (behaviour.outage()) {
            return new Submission.Unavailable();
        }
        // Before the latency: a real front door turns callers away at once.
        if (conditions.throttles(country)) {
            return new Submission.Throttled();
        }
        pause.forMillis(behaviour.latencyMs());
        if (optedOut.contains(sms.number())) {
            return new Submission.OptedOut();
        }
        if (conditions.strikes(behaviour.errorRate())) {
            return new Submission.Failed();
        }
        UUID messageId = ids.get();
        if (!conditions.strikes(behaviour.lossRate())) {
            send(new Journey(sms, messageId, clock.instant(), conditions.strikes(behaviour.failureRate())), behaviour);
        }
        return new Submission.Accepted(messageId);
    }

    /** Plays the person who answers STOP. */
    public void optOut(String number) {
        optedOut.add(number);
    }

    public void optIn(String number) {
        optedOut.remove(number);
    }

    public boolean isOptedOut(String number) {
        return optedOut.contains(number);
    }

    /** The numbers that have opted out, sorted. */
    public List<String> optedOut() {
        return List.copyOf(optedOut);
    }

    /** A message that was taken, on its way to a phone that may turn it away. */
    private record Journey(Sms sms, UUID messageId, Instant begun, boolean refused) {}

    private void send(Journey journey, Behaviour behaviour) {
        long travelMs = conditions.travelMs(behaviour);
        if (travelMs == 0) {
            arrive(journey, behaviour);
        } else {
            later(travelMs, () -> arrive(journey, behaviour));
        }
    }

    private void arrive(Journey journey, Behaviour behaviour) {
        Instant now = clock.instant();
        Sms sms = journey.sms;
        if (!journey.refused) {
            inbox.add(new Message(Channel.SMS, sms.number(), sms.sender(), null, sms.text(), now));
        }
        if (statusLog == null || conditions.strikes(behaviour.receiptLossRate())) {
            return;
        }
        var status = new SmsStatus(journey.messageId, sms.number(), journey.begun, now, !journey.refused);
        tell(status, behaviour, statusLog);
        if (conditions.strikes(behaviour.receiptRepeatRate())) {
            tell(status, behaviour, statusLog);
        }
    }

    private void tell(SmsStatus status, Behaviour behaviour, StatusLog log) {
        later(conditions.reportMs(behaviour), () -> log.write(status));
    }

    private void later(long delayMs, Runnable work) {
        airwaves.execute(() -> {
            try {
                pause.forMillis(delayMs);
                work.run();
            } catch (InterruptedException shutdown) {
                // The sandbox is going down, and the message with it.
                Thread.currentThread().interrupt();
            }
        });
    }

    private @Nullable String countryOf(String number) {
        try {
            PhoneNumber parsed = numbers.parse(number, null);
            String region = numbers.getRegionCodeForNumber(parsed);
            // Numbers that are reserved for fiction belong to no region; their country code still tells where they are.
            return region == null ? numbers.getRegionCodeForCountryCode(parsed.getCountryCode()) : region;
        } catch (NumberParseException unknown) {
            return null;
        }
    }
}
