package ontime.history.access;

import org.springframework.security.core.AuthenticationException;

/** The provider's keys cannot be fetched: whether a token is good is not known. */
final class ProviderUnavailable extends AuthenticationException {

    ProviderUnavailable(Throwable cause) {
        super("the keys that tokens are verified with cannot be fetched", cause);
    }
}
