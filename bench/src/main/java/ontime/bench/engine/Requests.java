package ontime.bench.engine;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import ontime.bench.baseline.SampleText;
import ontime.events.Channel;
import ontime.events.OtpRequested;
import ontime.events.RoutingReason;
import ontime.sealing.Envelope;
import ontime.sealing.KeyFolder;
import ontime.sealing.Message;
import ontime.sealing.Sealer;

/** Makes the events that the issuer publishes, really sealed. The number of a click is its challenge and its code. */
final class Requests {

    private final Sealer sealer;

    /** @param keys folder of the installation's keys, which are made when they are not there */
    Requests(Path keys) {
        KeyFolder.create(keys);
        sealer = Sealer.to(keys.resolve("sms.public.json"));
    }

    OtpRequested of(Click click, Duration life) {
        Instant now = Instant.now();
        String challenge = new UUID(0xC0DEL, click.number()).toString();
        var message = new Message(SampleText.phone(click.number()), null, null, SampleText.of(click.number()), null);
        byte[] sealed = sealer.seal(message, new Envelope(challenge, 1, Channel.SMS.name()));
        return OtpRequested.newBuilder()
                .setEventId(new UUID(0xE7L, click.number()).toString())
                .setTenant("bench")
                .setUserId("user-" + click.person())
                .setLoginId(new UUID(0x106L, click.number()).toString())
                .setChallengeId(challenge)
                .setDelivery(1)
                .setSequence(click.sequence())
                .setReference("K7")
                .setChannel(Channel.SMS)
                .setRoutingReason(RoutingReason.POLICY_DEFAULT)
                .setMaskedDestination("+44 •••• ••0123")
                .setDestinationFingerprint("4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a")
                .setCountry("GB")
                .setClickedAt(now)
                .setRequestedAt(now)
                .setExpiresAt(now.plus(life))
                .setSealedFor(sealer.keyId())
                .setSealed(ByteBuffer.wrap(sealed))
                .build();
    }
}
