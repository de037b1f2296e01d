package ontime.issuer.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import ontime.issuer.challenge.Contents;
import ontime.issuer.challenge.Destinations;
import ontime.issuer.policy.Origin;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/**
 * The plain bytes within the {@link TinkVault}. They live for one challenge: contents for ten minutes at most,
 * destinations for a day. So a version that is not known is one of a newer issuer in a rolling update.
 */
final class ContentsFormat {

    /** Without a language: all messages were in English. */
    private static final byte VERSION_1 = 1;

    private static final byte VERSION = 2;
    private static final byte NONE = 0;
    private static final byte PHONE = 1;
    private static final byte MAIL = 2;

    private ContentsFormat() {}

    static byte[] write(Contents contents) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(contents.code());
            write(contents.destination(), out);
            write(contents.alternative(), out);
            out.writeUTF(contents.origin().host());
            out.writeUTF(contents.language().toLanguageTag());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] write(Destinations destinations) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(destinations.first(), out);
            write(destinations.other(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Destinations readDestinations(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("destinations are of version " + version);
            }
            Destination first = destination(in);
            if (first == null) {
                throw new IllegalStateException("a code without a destination");
            }
            return new Destinations(first, destination(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(@Nullable Destination destination, DataOutputStream out) throws IOException {
        switch (destination) {
            case null -> out.writeByte(NONE);
            case Destination.PhoneNumber phone -> {
                out.writeByte(PHONE);
                out.writeUTF(phone.e164());
                out.writeInt(phone.callingCode());
                out.writeUTF(phone.country());
            }
            case Destination.EmailAddress mail -> {
                out.writeByte(MAIL);
                out.writeUTF(mail.address());
            }
        }
    }

    static Contents read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION && version != VERSION_1) {
                throw new IllegalStateException("what a resend needs is of version " + version);
            }
            String code = in.readUTF();
            Destination destination = destination(in);
            if (destination == null) {
                throw new IllegalStateException("a code without a destination");
            }
            return new Contents(code, destination, destination(in), new Origin(in.readUTF()), language(version, in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Locale language(byte version, DataInputStream in) throws IOException {
        return version == VERSION_1 ? Locale.ENGLISH : Locale.forLanguageTag(in.readUTF());
    }

    private static @Nullable Destination destination(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case NONE -> null;
            case PHONE -> new Destination.PhoneNumber(in.readUTF(), in.readInt(), in.readUTF());
            case MAIL -> new Destination.EmailAddress(in.readUTF());
            default -> throw new IllegalStateException("a destination of kind " + kind);
        };
    }
}
