package ontime.sealing;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Reads a Tink key set from a JSON file. A file that is no key set is named, its content is not. */
public final class KeyFile {

    private KeyFile() {}

    /**
     * Reads a key set that may be known to everybody.
     *
     * @throws IllegalArgumentException when the file is missing or is no key set of public keys
     */
    public static KeysetHandle readPublic(Path file, Configuration kinds) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(content(file), kinds);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is no public key set");
        }
    }

    /**
     * Reads a key set with secret keys.
     *
     * @throws IllegalArgumentException when the file is missing or is no key set
     */
    public static KeysetHandle readSecret(Path file, Configuration kinds) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(content(file), kinds, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is no key set");
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the key file " + file, e);
        }
    }
}
