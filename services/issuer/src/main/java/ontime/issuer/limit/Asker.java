package ontime.issuer.limit;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a new code.
 *
 * @param fingerprint of the destination
 * @param clientIp the person's own address; null when the caller does not know it
 */
public record Asker(
        String userId, String fingerprint, @Nullable ClientIp clientIp) {}
