package ontime.sandbox.carrier.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A certificate that vouches for itself (RFC 5280), written by hand because the JDK's own maker of certificates is no
 * part of its interface: a name, a key and a time.
 */
final class SelfSigned {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int DNS_NAME = 0x82;

    /** Object identifiers with tag and length: sha256WithRSAEncryption and NULL, commonName, subjectAltName. */
    private static final byte[] SHA256_WITH_RSA = HexFormat.of().parseHex("06092a864886f70d01010b0500");

    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
    private static final byte[] SUBJECT_ALT_NAME = HexFormat.of().parseHex("0603551d11");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SelfSigned() {}

    /** The certificate in PEM (RFC 7468). */
    static String certificate(String host, KeyPair keys, Instant from, Instant to) throws GeneralSecurityException {
        var name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, host.getBytes(US_ASCII)))));
        var names = der(SEQUENCE, der(DNS_NAME, host.getBytes(US_ASCII)));
        var content = der(
                SEQUENCE,
                der(VERSION, der(INTEGER, new byte[] {2})),
                der(INTEGER, BigInteger.valueOf(from.toEpochMilli()).toByteArray()),
                der(SEQUENCE, SHA256_WITH_RSA),
                name,
                der(SEQUENCE, time(from), time(to)),
                name,
                keys.getPublic().getEncoded(),
                der(EXTENSIONS, der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, names)))));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        var certificate = der(
                SEQUENCE, content, der(SEQUENCE, SHA256_WITH_RSA), der(BIT_STRING, new byte[] {0}, signature.sign()));
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] time(Instant instant) {
        return der(GENERALIZED_TIME, TIME.format(instant).getBytes(US_ASCII));
    }

    /** A tag, the length and the content (ITU-T X.690). */
    private static byte[] der(int tag, byte[]... contents) {
        var content = new ByteArrayOutputStream();
        for (var part : contents) {
            content.writeBytes(part);
        }
        var length = content.size();
        var all = new ByteArrayOutputStream();
        all.write(tag);
        if (length < 0x80) {
            all.write(length);
        } else {
            var octets = BigInteger.valueOf(length).toByteArray();
            var skipped = octets[0] == 0 ? 1 : 0;
            all.write(0x80 | (octets.length - skipped));
            all.write(octets, skipped, octets.length - skipped);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }
}
