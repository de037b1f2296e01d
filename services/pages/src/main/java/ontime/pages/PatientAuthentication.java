package ontime.pages;

import java.util.Locale;
import ontime.pages.FailedLogins.Guesser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** Compares no password for whoever has guessed too often, on the page as with each call to the API. */
public final class PatientAuthentication implements AuthenticationProvider {

    private final AuthenticationProvider passwords;
    private final FailedLogins failures;
    private final RefusedLogins refused;

    public PatientAuthentication(AuthenticationProvider passwords, FailedLogins failures, RefusedLogins refused) {
        this.passwords = passwords;
        this.failures = failures;
        this.refused = refused;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication claim) {
        var name = claim.getName().toLowerCase(Locale.ROOT);
        var guess = begin(
                claim.getDetails() instanceof Caller caller
                        ? new Guesser(name, caller.address(), caller.device(name))
                        : new Guesser(name, "", null),
                claim.getName());
        try {
            var known = passwords.authenticate(claim);
            guess.wasRight();
            return known;
        } catch (BadCredentialsException e) {
            guess.wasWrong();
            refused.tell(claim.getName());
            throw e;
        } catch (AuthenticationException e) {
            guess.wasNotCompared();
            throw e;
        } catch (RuntimeException e) {
            guess.wasNotCompared();
            throw new AuthenticationServiceException("the password could not be compared", e);
        }
    }

    private FailedLogins.Guess begin(Guesser guesser, String name) {
        try {
            return failures.begin(guesser).orElseThrow(() -> mustWait(guesser, name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationServiceException("interrupted before the password was compared", e);
        }
    }

    private MustWaitException mustWait(Guesser guesser, String name) {
        var pause = failures.pause(guesser);
        if (pause.news()) {
            refused.tell(name);
        }
        return new MustWaitException(pause.time());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }
}
