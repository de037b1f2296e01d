package ontime.history.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Compares no password for whoever has guessed too often, on the page as with each call to the API. */
final class PatientAuthentication implements AuthenticationProvider {

    private final AuthenticationProvider passwords;
    private final FailedLogins failures;

    PatientAuthentication(AuthenticationProvider passwords, FailedLogins failures) {
        this.passwords = passwords;
        this.failures = failures;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication claim) {
        var name = claim.getName().toLowerCase(Locale.ROOT);
        var address = claim.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
        if (failures.areTooMany(name, address)) {
            throw new LockedException("too many failed logins");
        }
        try {
            var known = passwords.authenticate(claim);
            failures.forget(name, address);
            return known;
        } catch (BadCredentialsException e) {
            failures.add(name, address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }
}
