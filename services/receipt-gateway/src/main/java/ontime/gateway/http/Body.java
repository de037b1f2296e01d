package ontime.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads bodies that nobody knows the size of beforehand. */
final class Body {

    private Body() {}

    /** The body; empty when it is larger than allowed. */
    static Optional<byte[]> read(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            return Optional.empty();
        }
        return read(request.getInputStream(), most);
    }

    /** The body of a call that says it has packed it; empty when it is larger than allowed, packed or not. */
    static Optional<byte[]> readPacked(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            return Optional.empty();
        }
        try (var gzip = new GZIPInputStream(request.getInputStream())) {
            return read(gzip, most);
        } catch (ZipException e) {
            throw new IOException("not gzip", e);
        }
    }

    private static Optional<byte[]> read(InputStream body, int most) throws IOException {
        var content = body.readNBytes(most + 1);
        return content.length > most ? Optional.empty() : Optional.of(content);
    }
}
