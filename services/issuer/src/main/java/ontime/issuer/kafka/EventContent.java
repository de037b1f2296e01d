package ontime.issuer.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import ontime.events.CodeChecked;
import ontime.events.ContactApplied;
import ontime.events.LoginRefused;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Writes events into the outbox and reads them back (Avro's single-object encoding). */
public final class EventContent {

    private static final Map<String, BinaryMessageDecoder<? extends SpecificRecord>> DECODERS = Map.of(
            OtpRequested.class.getName(), OtpRequested.getDecoder(),
            OtpWithdrawn.class.getName(), OtpWithdrawn.getDecoder(),
            CodeChecked.class.getName(), CodeChecked.getDecoder(),
            LoginRefused.class.getName(), LoginRefused.getDecoder(),
            ContactApplied.class.getName(), ContactApplied.getDecoder());

    private EventContent() {}

    public static byte[] write(SpecificRecord event) {
        try {
            ByteBuffer encoded = new BinaryMessageEncoder<SpecificRecord>(
                            SpecificData.getForClass(event.getClass()), event.getSchema())
                    .encode(event);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SpecificRecord read(OutboxEntry entry) throws UnreadableEventException {
        BinaryMessageDecoder<? extends SpecificRecord> decoder = DECODERS.get(entry.eventType());
        if (decoder == null) {
            throw new UnreadableEventException(entry);
        }
        try {
            return decoder.decode(ByteBuffer.wrap(entry.content()));
        } catch (IOException | RuntimeException e) {
            throw new UnreadableEventException(entry);
        }
    }
}
