package ontime.issuer.access;

import org.jspecify.annotations.Nullable;

/**
 * What is called with a credential.
 *
 * @param path as it was sent, not decoded
 * @param key the request's Idempotency-Key; null where it has none
 */
public record Call(String method, String path, @Nullable String key) {}
