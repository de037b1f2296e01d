package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;

import ontime.events.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whole destinations, codes and secrets are in no table, log, metric or record. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsIT {

    private final RunningDirectory directory = RunningDirectory.shared();
    private final Topics topics = Topics.shared();
    private final String user = directory.newUser();

    @Test
    void nothingSecretIsAnywhere(CapturedOutput output) {
        directory.vouch(user, "\"phone\": \"07700 900888\"");
        directory.vouch(user, "\"email\": \"Grace.Canary@example.com\"");
        Answer asked = directory.asService(
                "POST", "/v1/users/" + user + "/contacts", "{\"phone\": \"07700 900889\"}", "If-Match", "\"1\"");
        directory.issuer().refuse("/v1/contact-proofs/", 500, "", 1);
        directory.asService(
                "POST", "/v1/contact-changes/" + asked.text("/changeId") + "/proof", "{\"code\": \"271828\"}");
        directory.asService(
                "POST", "/v1/contact-changes/" + asked.text("/changeId") + "/proof", "{\"code\": \"271828\"}");
        Answer app = directory.asService("POST", "/v1/users/" + user + "/authenticator", null);
        Answer codes = directory.asService("POST", "/v1/users/" + user + "/recovery-codes", null);
        topics.awaitBook(user, 5);
        String link = secretOf(directory.asService("POST", "/v1/users/" + user + "/self-service", null));
        directory.asService("POST", "/v1/self-service/redeem", "{\"token\": \"" + link + "\"}");
        String unused = secretOf(directory.asService("POST", "/v1/users/" + user + "/self-service", null));
        directory.asAdmin("POST", "/v1/users/" + user + "/sessions/revoke", "{\"reason\": \"a test\"}");

        String everything = String.join(
                "\n",
                output.getAll(),
                Tables.dump(RunningDirectory.SCHEMA),
                topics.all(),
                directory.asStranger("GET", "/actuator/prometheus").response().body(),
                directory.asAdmin("GET", "/v1/users/" + user, null).response().body(),
                directory
                        .asAdmin("GET", "/v1/audit?user=" + user, null)
                        .response()
                        .body());

        assertThat(everything).contains(user, "contact_version:", "+44 •••• ••0889");
        assertThat(everything)
                .doesNotContain(
                        "7700900888",
                        "7700 900888",
                        "7700900889",
                        "7700 900889",
                        link,
                        unused,
                        RunningDirectory.WEBHOOK_SECRET,
                        "Grace.Canary",
                        "grace.canary",
                        app.text("/key").replace(" ", ""),
                        codes.text("/codes/0"),
                        codes.text("/codes/0").replace("-", ""));
        assertThat(output.getAll()).doesNotContain(FakeIssuer.CODE);
        assertThat(topics.records(Topic.CONTACTS, "demo:" + user)).isNotEmpty();
    }

    private static String secretOf(Answer invitation) {
        String url = invitation.text("/url");
        return url.substring(url.indexOf("#token=") + "#token=".length());
    }
}
