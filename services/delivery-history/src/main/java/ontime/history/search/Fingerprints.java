package ontime.history.search;

import java.util.Optional;

/** Turns destinations, as people write them, into the fingerprints by which the issuer names them. */
public interface Fingerprints {

    /** Whether there is a key to make fingerprints with. */
    boolean available();

    /** Of a phone number in whatever notation; none when it is no number, or there is no key. */
    Optional<String> ofPhone(String written);

    /** Of an email address; none when it is none, or there is no key. */
    Optional<String> ofEmail(String written);
}
