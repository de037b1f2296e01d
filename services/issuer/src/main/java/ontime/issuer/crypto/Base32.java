package ontime.issuer.crypto;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Base32 (RFC 4648 section 6), in which authenticator apps are told their secrets. Padding may be there or not. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    /** @throws IllegalArgumentException when it is none; the message does not repeat it */
    static byte[] decode(String text) {
        var bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int held = 0;
        for (char letter : text.replace("=", "").toUpperCase(Locale.ROOT).toCharArray()) {
            int value = ALPHABET.indexOf(letter);
            if (value < 0) {
                throw new IllegalArgumentException("a secret is not in Base32");
            }
            buffer = (buffer << BITS | value) & 0xfff;
            held += BITS;
            if (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                bytes.write(buffer >> held);
            }
        }
        return bytes.toByteArray();
    }
}
