package ontime.gateway.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip (RFC 1952) within an allowance: a few bytes can unpack to more than there is memory for. */
final class Inflation {

    /** One record that unpacks to too much must leave room for the others. */
    private static final int SHARE = 8;

    private final int mostOfOne;
    private int left;

    /** @param allowance in bytes, for all that is unpacked; each may take an eighth of it */
    Inflation(int allowance) {
        this.mostOfOne = allowance / SHARE;
        this.left = allowance;
    }

    static boolean isPacked(byte[] content) {
        return content.length > 2 && content[0] == (byte) 0x1f && content[1] == (byte) 0x8b;
    }

    byte[] unpack(byte[] packed) throws UnreadableException {
        var most = Math.min(mostOfOne, left);
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var unpacked = gzip.readNBytes(most + 1);
            if (unpacked.length > most) {
                throw new UnreadableException("unpacks to more than is allowed");
            }
            left -= unpacked.length;
            return unpacked;
        } catch (IOException e) {
            throw new UnreadableException("not gzip");
        }
    }
}
