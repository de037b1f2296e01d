package ontime.sandbox.launcher;

import java.nio.file.Path;
import java.time.Instant;
import ontime.sandbox.carrier.topic.SigningKey;

/** Makes what the simulated SNS signs with, for an installation that is not started by the launcher. */
final class SigningKeyFolder {

    private SigningKeyFolder() {}

    /** Makes the key and its certificate in the folder that is named by the first argument, unless they are there. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: SigningKeyFolder FOLDER");
            System.exit(2);
        }
        SigningKey.create(Path.of(arguments[0]), Instant.now());
    }
}
