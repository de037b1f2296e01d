package ontime.gateway.aws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Signs messages as Amazon SNS does, with a key and a certificate of its own. */
public final class SimulatedSns {

    public static final String TOPIC = "arn:aws:sns:eu-west-2:123456789012:receipts";
    public static final String CERTIFICATE_URL =
            "https://sns.eu-west-2.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

    private static final List<String> SIGNED_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> SIGNED_CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    private final PrivateKey key;
    private final Certificate certificate;

    private SimulatedSns(PrivateKey key, Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** One with a fresh key, whose certificate is made out for a name. */
    public static SimulatedSns named(String commonName) {
        var password = "for-a-test-only".toCharArray();
        try {
            var folder = Files.createTempDirectory("sns");
            var store = folder.resolve("sns.p12");
            var keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-alias",
                            "sns",
                            "-dname",
                            "CN=" + commonName,
                            "-ext",
                            "SAN=dns:" + commonName,
                            "-validity",
                            "3650",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            new String(password))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
            }
            var keys = KeyStore.getInstance(store.toFile(), password);
            return new SimulatedSns((PrivateKey) keys.getKey("sns", password), keys.getCertificate("sns"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** In the form that the AWS SDK expects. */
    public byte[] certificate() {
        try {
            var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return ("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n").getBytes(US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A notification as SNS posts it. */
    public String notification(String messageId, String message, Instant at) {
        return json(signed(notificationFields(messageId, message, at), "2"));
    }

    public Map<String, String> notificationFields(String messageId, String message, Instant at) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("Type", "Notification");
        fields.put("MessageId", messageId);
        fields.put("TopicArn", TOPIC);
        fields.put("Message", message);
        fields.put(
                "Timestamp",
                new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(at));
        fields.put("SigningCertURL", CERTIFICATE_URL);
        return fields;
    }

    /** What SNS asks before it delivers anything. */
    public String confirmation(String type, String token, String subscribeUrl, Instant at) {
        var fields = notificationFields("confirm-1", "You have chosen to subscribe", at);
        fields.put("Type", type);
        fields.put("Token", token);
        fields.put("SubscribeURL", subscribeUrl);
        return json(signed(fields, "2"));
    }

    /** The fields with a signature of that version: 1 is SHA-1, 2 is SHA-256. */
    public Map<String, String> signed(Map<String, String> fields, String version) {
        var order = "Notification".equals(fields.get("Type")) ? SIGNED_NOTIFICATION : SIGNED_CONFIRMATION;
        var text = order.stream()
                .filter(fields::containsKey)
                .map(name -> name + "\n" + fields.get(name) + "\n")
                .collect(Collectors.joining());
        try {
            var signature = Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            var signed = new LinkedHashMap<>(fields);
            signed.put("SignatureVersion", version);
            signed.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
            return signed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String json(Map<String, String> fields) {
        return JsonMapper.shared().writeValueAsString(fields);
    }
}
