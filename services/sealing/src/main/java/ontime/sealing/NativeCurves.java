package ontime.sealing;

import java.security.Security;
import org.conscrypt.Conscrypt;

/**
 * The arithmetic of X25519 in native code. Tink looks for it among the providers of the JVM and computes in plain Java
 * when there is none, to the same octets in five times the time.
 */
final class NativeCurves {

    private NativeCurves() {}

    /** To be called before a key is loaded. Does nothing on a platform that the library is not built for. */
    static void offer() {
        if (Conscrypt.isAvailable()) {
            // At the end of the list, so that nobody gets it who does not ask for it by its name; added once only.
            Security.addProvider(Conscrypt.newProvider());
        }
    }
}
