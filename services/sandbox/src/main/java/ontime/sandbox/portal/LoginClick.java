package ontime.sandbox.portal;

import org.jspecify.annotations.Nullable;

/**
 * What the login page sends when somebody clicks Log In.
 *
 * @param channel SMS or EMAIL; null leaves the choice to the issuer
 */
record LoginClick(
        @Nullable String userId,
        @Nullable String channel,
        @Nullable String phone,
        @Nullable String email) {}
