package ontime.issuer.challenge;

import java.time.Instant;
import java.util.OptionalLong;
import ontime.issuer.contact.AddressBook;

/** Compares what somebody typed with what the user's authenticator app shows. */
final class AppChecking {

    private final AppCodes codes;
    private final AddressBook addresses;

    AppChecking(AppCodes codes, AddressBook addresses) {
        this.codes = codes;
        this.addresses = addresses;
    }

    /**
     * The time step whose code was typed; empty when it was no code of the app's, or one of a step that is spent. The
     * app is held until the unit ends, so that two checks at once take a step once.
     */
    OptionalLong step(Store.Unit unit, Challenge asked, String code, Instant now) {
        return unit.lockAuthenticator(asked.tenant(), asked.userId())
                .map(app -> {
                    String secret = addresses.secret(asked.tenant(), asked.userId(), app);
                    OptionalLong step = codes.step(secret, code, now);
                    // Whoever looks over a shoulder has half a minute: a code that was taken is worth nothing.
                    return step.isPresent() && step.getAsLong() > app.lastStep() ? step : OptionalLong.empty();
                })
                .orElseGet(OptionalLong::empty);
    }
}
