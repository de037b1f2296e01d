package ontime.directory.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import ontime.events.AccountSettings;
import ontime.events.ContactApplied;
import ontime.events.ContactBook;
import ontime.events.ContactChanged;
import ontime.events.MethodsReset;
import ontime.events.SessionsRevoked;
import ontime.events.UserErased;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Writes events into the outbox and reads them back (Avro's single-object encoding). */
public final class EventContent {

    private static final Map<String, BinaryMessageDecoder<? extends SpecificRecord>> DECODERS = Map.of(
            ContactBook.class.getName(), ContactBook.getDecoder(),
            AccountSettings.class.getName(), AccountSettings.getDecoder(),
            ContactChanged.class.getName(), ContactChanged.getDecoder(),
            ContactApplied.class.getName(), ContactApplied.getDecoder(),
            MethodsReset.class.getName(), MethodsReset.getDecoder(),
            SessionsRevoked.class.getName(), SessionsRevoked.getDecoder(),
            UserErased.class.getName(), UserErased.getDecoder());

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

    static SpecificRecord read(String eventType, byte[] content) throws UnreadableEventException {
        BinaryMessageDecoder<? extends SpecificRecord> decoder = DECODERS.get(eventType);
        if (decoder == null) {
            throw new UnreadableEventException();
        }
        try {
            return decoder.decode(ByteBuffer.wrap(content));
        } catch (IOException | RuntimeException e) {
            throw new UnreadableEventException();
        }
    }
}
