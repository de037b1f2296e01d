package ontime.issuer.access;

import java.util.Optional;

/** Who may call, by what they show. */
public interface Callers {

    /**
     * Finds out whose credential it is.
     *
     * @return empty when it is nobody's, or no longer
     * @throws KeysUnavailableException when that cannot be known now
     */
    Optional<Caller> caller(String credential);
}
