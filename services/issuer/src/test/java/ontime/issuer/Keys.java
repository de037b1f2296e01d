package ontime.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import ontime.sealing.KeyFolder;

/** The key files of one installation, for all tests of this JVM. */
final class Keys {

    static final Path FOLDER = make();

    private Keys() {}

    /** As the issuer is told of them. */
    static Map<String, String> properties() {
        return Map.of(
                "ontime.issuer.keys.codes", file("codes.json"),
                "ontime.issuer.keys.fingerprints", file("fingerprints.json"),
                "ontime.issuer.keys.contents", file("contents.json"),
                "ontime.issuer.keys.sms", file("sms.public.json"),
                "ontime.issuer.keys.email", file("email.public.json"),
                "ontime.issuer.keys.issuer", file("issuer.private.json"),
                "ontime.issuer.agents.public-key", file("agents.public.pem"));
    }

    private static String file(String name) {
        return FOLDER.resolve(name).toString();
    }

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "keys");
            KeyFolder.create(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
