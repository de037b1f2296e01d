package ontime.delivery.neighbours;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import ontime.events.Channel;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.sealing.Envelope;
import ontime.sealing.KeyFolder;
import ontime.sealing.Message;
import ontime.sealing.Sealer;

/** Makes the events that the issuer publishes, with messages that are really sealed. */
public final class RequestMaker {

    public static final Duration LIFE = Duration.ofMinutes(5);
    public static final String NUMBER = "+447700900123";
    public static final String ADDRESS = "jo@example.com";
    public static final String CODE = "918273";
    public static final Message TEXT = new Message(NUMBER, null, null, CODE + " is your code K7", null);
    public static final Message MAIL =
            new Message(ADDRESS, null, "Your code K7", CODE + " is your code K7", "<p>" + CODE + "</p>");

    private final Sealer sms;
    private final Sealer email;
    private final InstantSource clock;

    /** @param keys folder of the installation's keys, which are made when they are not there */
    public RequestMaker(Path keys, InstantSource clock) {
        KeyFolder.create(keys);
        this.sms = Sealer.to(keys.resolve("sms.public.json"));
        this.email = Sealer.to(keys.resolve("email.public.json"));
        this.clock = clock;
    }

    /** The first delivery of a challenge of a user of its own. */
    public OtpRequested sms(String challengeId) {
        return sms(challengeId, TEXT).build();
    }

    public OtpRequested.Builder sms(String challengeId, Message message) {
        return sealed(challengeId, Channel.SMS, sms, message);
    }

    public OtpRequested email(String challengeId) {
        return email(challengeId, MAIL).build();
    }

    public OtpRequested.Builder email(String challengeId, Message message) {
        return sealed(challengeId, Channel.EMAIL, email, message);
    }

    /** A request of a channel with a message that only the other channel's worker can open. */
    public OtpRequested sealedForTheOtherKey(String challengeId, Channel channel) {
        return sealed(challengeId, channel, channel == Channel.SMS ? email : sms, TEXT)
                .build();
    }

    public OtpWithdrawn withdrawal(OtpRequested request, WithdrawalReason reason) {
        return OtpWithdrawn.newBuilder()
                .setEventId("withdrawal-of-" + request.getChallengeId())
                .setTenant(request.getTenant())
                .setUserId(request.getUserId())
                .setLoginId(request.getLoginId())
                .setChallengeId(request.getChallengeId())
                .setSequence(request.getSequence())
                .setReason(reason)
                .setWithdrawnAt(clock.instant())
                .build();
    }

    private OtpRequested.Builder sealed(String challengeId, Channel channel, Sealer sealer, Message message) {
        Instant now = clock.instant();
        byte[] sealed = sealer.seal(message, new Envelope(challengeId, 1, channel.name()));
        return OtpRequested.newBuilder()
                .setEventId("request-of-" + challengeId)
                .setTenant("acme")
                .setUserId("user-of-" + challengeId)
                .setLoginId("login-of-" + challengeId)
                .setChallengeId(challengeId)
                .setDelivery(1)
                .setSequence(1)
                .setReference("K7")
                .setChannel(channel)
                .setRoutingReason(RoutingReason.AS_REQUESTED)
                .setMaskedDestination(channel == Channel.SMS ? "+44 •••• ••0123" : "j•@example.com")
                .setDestinationFingerprint("fingerprint")
                .setCountry(channel == Channel.SMS ? "GB" : null)
                .setRequestedAt(now)
                .setExpiresAt(now.plus(LIFE))
                .setSealedFor(sealer.keyId())
                .setSealed(ByteBuffer.wrap(sealed));
    }
}
