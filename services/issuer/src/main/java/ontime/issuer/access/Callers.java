package ontime.issuer.access;

import java.util.Optional;
import java.util.function.Function;

/** Who may call, by what they show. */
public interface Callers {

    /**
     * Finds out whose credential it is.
     *
     * @param call what it is shown for: some credentials are good for one call only
     * @return empty when it is nobody's, or no longer
     * @throws KeysUnavailableException when that cannot be known now
     */
    Optional<Caller> caller(String credential, Call call);

    /** By credentials that are good whatever is called. */
    static Callers whateverIsCalled(Function<String, Optional<Caller>> known) {
        return (credential, _) -> known.apply(credential);
    }
}
