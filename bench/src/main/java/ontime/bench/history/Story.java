package ontime.bench.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.Confidence;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.RoutingReason;
import ontime.events.Topic;
import ontime.events.WithdrawalReason;

/** The five events of a login at which all went well, as most do. */
final class Story {

    static final String TENANT = "bench";

    private static final ByteBuffer SEALED = ByteBuffer.wrap(new byte[300]);

    /** An event, and where it goes. */
    record Told(Topic topic, String key, Object event) {}

    private final int number;
    private final Instant click;
    private final Way way;
    private final String user;
    private final String login;
    private final String challenge;

    /** By which way its message goes. */
    record Way(String country, String provider) {}

    Story(int number, Instant click) {
        this(number, click, new Way("GB", "sns"));
    }

    Story(int number, Instant click, Way way) {
        this.number = number;
        this.click = click;
        this.way = way;
        this.user = "u-" + number / 3;
        this.login = login(number);
        this.challenge = id("challenge");
    }

    /** One that began a moment ago and is in progress. */
    static Story now(int number) {
        return new Story(number, Instant.now().minusMillis(300));
    }

    static String login(int number) {
        return id("login", number);
    }

    private String id(String of) {
        return id(of, number);
    }

    private static String id(String of, int number) {
        return UUID.nameUUIDFromBytes((of + number).getBytes(UTF_8)).toString();
    }

    List<Told> events() {
        String person = TENANT + ":" + user;
        return List.of(
                new Told(Topic.REQUESTS, person, requested()),
                new Told(Topic.RECEIPTS, challenge, receipt("accepted", DeliveryStatus.ACCEPTED, 250)),
                new Told(Topic.RECEIPTS, challenge, receipt("delivered", DeliveryStatus.DELIVERED, 2_500)),
                new Told(Topic.CHECKS, challenge, checked()),
                new Told(Topic.REQUESTS, person, withdrawn()));
    }

    private OtpRequested requested() {
        return OtpRequested.newBuilder()
                .setEventId(id("requested"))
                .setTenant(TENANT)
                .setUserId(user)
                .setLoginId(login)
                .setChallengeId(challenge)
                .setDelivery(1)
                .setSequence(number)
                .setReference("K7")
                .setChannel(Channel.SMS)
                .setRoutingReason(RoutingReason.POLICY_DEFAULT)
                .setMaskedDestination(String.format(Locale.ROOT, "+44 •••• ••%04d", number % 10_000))
                .setDestinationFingerprint(id("phone").replace("-", ""))
                .setCountry(way.country())
                .setContactVersion(1L)
                .setClickedAt(click)
                .setRequestedAt(click.plusMillis(40))
                .setExpiresAt(click.plusSeconds(300))
                .setSealedFor("sms-1")
                .setSealed(SEALED.duplicate())
                .build();
    }

    private DeliveryReceipt receipt(String name, DeliveryStatus status, int millis) {
        return DeliveryReceipt.newBuilder()
                .setEventId(id(name))
                .setTenant(TENANT)
                .setUserId(user)
                .setLoginId(login)
                .setChallengeId(challenge)
                .setDelivery(1)
                .setChannel(Channel.SMS)
                .setCountry(way.country())
                .setAttempt(1)
                .setStatus(status)
                .setProvider(way.provider())
                .setProviderMessageId(id("message"))
                .setConfidence(status == DeliveryStatus.ACCEPTED ? Confidence.PROVIDER : Confidence.HANDSET)
                .setPublishedAt(click.plusMillis(60))
                .setConsumedAt(click.plusMillis(70))
                .setDispatchedAt(click.plusMillis(80))
                .setOccurredAt(click.plusMillis(millis))
                .setObservedAt(click.plusMillis(millis + 1))
                .build();
    }

    private CodeChecked checked() {
        return CodeChecked.newBuilder()
                .setEventId(id("checked"))
                .setTenant(TENANT)
                .setUserId(user)
                .setLoginId(login)
                .setChallengeId(challenge)
                .setOutcome(CheckOutcome.VERIFIED)
                .setAttemptsLeft(5)
                .setCheckedAt(click.plusSeconds(12))
                .build();
    }

    private OtpWithdrawn withdrawn() {
        return OtpWithdrawn.newBuilder()
                .setEventId(id("withdrawn"))
                .setTenant(TENANT)
                .setUserId(user)
                .setLoginId(login)
                .setChallengeId(challenge)
                .setSequence(number)
                .setReason(WithdrawalReason.VERIFIED)
                .setWithdrawnAt(click.plusSeconds(12))
                .build();
    }
}
