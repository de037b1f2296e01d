package ontime.delivery.neighbours;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for 127.0.0.1 that no authority has signed, made by the JDK's own tool. */
public final class OwnCertificate {

    public static final String PASSWORD = "not-a-secret";

    private final Path keyStore;

    /** @param folder where the key store is to lie */
    public OwnCertificate(Path folder) throws IOException, InterruptedException {
        this.keyStore = folder.resolve("own-certificate.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String wanted = "-genkeypair -alias server -keyalg EC -groupname secp256r1 -validity 2 -dname CN=127.0.0.1"
                + " -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass " + PASSWORD;
        var command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(wanted.split(" ")));
        command.addAll(List.of("-keystore", keyStore.toString()));
        Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes(), UTF_8);
        if (made.waitFor() != 0) {
            throw new IOException("keytool made no certificate: " + said);
        }
    }

    /** Holds the certificate and its key; serves as a trust store, too. */
    public Path keyStore() {
        return keyStore;
    }

    /** What a server that has the certificate speaks TLS with. */
    public SSLContext server() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keyStore)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
