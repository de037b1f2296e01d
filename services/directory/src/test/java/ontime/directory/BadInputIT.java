package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is told as a problem with a stable type, and never repeated. */
class BadInputIT {

    private final RunningDirectory directory = RunningDirectory.shared();
    private final String user = directory.newUser();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /v1/users/USER/contacts              | {}                                          | 400 | malformed
            POST   | /v1/users/USER/contacts              | {"phone": "07700 900123", "email": "a@b.c", "vouch": true, "reason": "x"} | 400 | malformed
            POST   | /v1/users/USER/contacts              | {"phone": 7700900123, "reason": "x"}        | 400 | malformed
            POST   | /v1/users/USER/contacts              | {"phone": "07700 900123", "vouch": true}    | 400 | malformed
            POST   | /v1/users/USER/contacts              | {"phone": "07700 900123", "vouch": "yes", "reason": "x"}    | 400 | malformed
            POST   | /v1/users/USER/contacts              | {"fone": "07700 900123", "reason": "x"}     | 400 | unknown-field
            POST   | /v1/users/USER/contacts              | {"phone": "07700 900123", "reason": "x", "until": "soon"}   | 400 | malformed
            POST   | /v1/users/USER/contacts              | {"phone": "07700 900123", "vouch": true, "reason": "x", "until": "2020-01-01T00:00:00Z"}   | 422 | over
            POST   | /v1/users/USER/contacts              | {"phone": "07700 900123", "reason": "x", "until": "+999999999-01-01T00:00:00Z"}   | 422 | too-long
            POST   | /v1/users/USER/contacts              | {"phone": "12", "reason": "x"}              | 422 | invalid-destination
            POST   | /v1/users/USER/contacts              | {"phone": "020 7946 0000", "reason": "x"}   | 422 | invalid-destination
            POST   | /v1/users/USER/contacts              | {"email": "nobody", "reason": "x"}          | 422 | invalid-destination
            POST   | /v1/users/USER/contacts              | {"email": "a@b.c\\r\\nBcc: x@y.z", "reason": "x"} | 400 | malformed
            POST   | /v1/users/USER/contacts              | {"phone": "07700\\u0000900123", "reason": "x"} | 400 | malformed
            PUT    | /v1/users/USER                       | {"locale": "en\\u0000", "reason": "x"}      | 400 | malformed
            GET    | /v1/users?q=a%00b                    |                                             | 400 | malformed
            GET    | /v1/users?cursor=a%00b               |                                             | 400 | malformed
            GET    | /v1/audit?user=a%00b                 |                                             | 400 | malformed
            POST   | /v1/users/USER/contacts              | not JSON                                    | 400 | malformed
            POST   | /v1/users/nobody/contacts            | {"phone": "07700 900123", "vouch": true, "reason": "x"} | 404 | not-found
            POST   | /v1/users/USER/reset                 | {}                                          | 400 | malformed
            POST   | /v1/users/USER/reset                 | {"reason": "one\\ntwo"}                     | 400 | malformed
            POST   | /v1/users/nobody/reset               | {"reason": "x"}                             | 404 | not-found
            POST   | /v1/users/nobody/sessions/revoke     | {"reason": "x"}                             | 404 | not-found
            DELETE | /v1/users/USER/contacts/FAX          |                                             | 404 | not-found
            DELETE | /v1/users/USER/methods/FAX           | {"reason": "x"}                             | 404 | not-found
            GET    | /v1/users/USER/contacts/FAX/versions |                                             | 404 | not-found
            GET    | /v1/users/nobody                     |                                             | 404 | not-found
            GET    | /v1/users?limit=0                    |                                             | 400 | malformed
            GET    | /v1/users?limit=many                 |                                             | 400 | malformed
            GET    | /v1/audit?limit=501                  |                                             | 400 | malformed
            PUT    | /v1/users/USER                       | {"locale": "no language", "reason": "x"}    | 400 | malformed
            PUT    | /v1/users/a%20b                      | {"reason": "x"}                             | 400 | malformed
            PUT    | /v1/settings                         | {"reason": "x"}                             | 400 | malformed
            PUT    | /v1/settings                         | {"twoStepRequired": true, "enrolmentUrl": "http://a.b", "reason": "x"} | 400 | malformed
            PUT    | /v1/settings                         | {"twoStepRequired": true, "enrolmentUrl": "https://", "reason": "x"} | 400 | malformed
            POST   | /v1/contact-changes/nothing/proof    | {"code": "123456", "reason": "x"}           | 404 | not-found
            POST   | /v1/contact-changes/nothing/proof    | {"code": "123456"}                          | 400 | malformed
            POST   | /v1/contact-changes/nothing/proof    | {"code": "abc"}                             | 400 | malformed
            POST   | /v1/contact-changes/nothing/proof    | {}                                          | 400 | malformed
            PATCH  | /v1/users/USER                       | {}                                          | 405 | method-not-allowed
            GET    | /v1/nothing                          |                                             | 404 | not-found
            """)
    void anAdministratorIsToldWhatIsWrong(String method, String path, String body, int status, String type) {
        Answer answer = directory.asAdmin(method, path.replace("USER", user), body, "If-Match", "*");

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/type")).isEqualTo(type);
        assertThat(answer.response().body()).doesNotContain("900123", "nobody@", "7946", "Bcc");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/users/USER/reset",
        "POST, /v1/users/USER/sessions/revoke",
        "GET, /v1/users",
        "GET, /v1/audit",
        "GET, /v1/settings",
        "PUT, /v1/settings",
        "DELETE, /v1/users/USER"
    })
    void anAuthServiceIsNoAdministrator(String method, String path) {
        Answer answer = directory.asService(method, path.replace("USER", user), null);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/type")).isEqualTo("forbidden");
        assertThat(answer.text("/detail")).isEqualTo("This needs a credential of an administrator (role ADMIN)");
    }

    @Test
    void anAuthServiceCannotVouch() {
        Answer answer = directory.asService(
                "POST",
                "/v1/users/" + user + "/contacts",
                "{\"phone\": \"07700 900123\", \"vouch\": true}",
                "If-Match",
                "*");

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void aChangeSaysWhatItChanges() {
        String body = "{\"phone\": \"07700 900123\", \"vouch\": true, \"reason\": \"x\"}";
        String path = "/v1/users/" + user + "/contacts";

        assertThat(directory.asAdmin("POST", path, body).status()).isEqualTo(428);
        assertThat(directory.asAdmin("POST", path, body, "If-Match", "\"7\"").status())
                .isEqualTo(412);
        assertThat(directory.asAdmin("POST", path, body, "If-Match", "W/\"0\"").status())
                .isEqualTo(412);
        for (String malformed : List.of("3", "\"3", "nothing", "\"1\" \"2\"", "")) {
            Answer refused = directory.asAdmin("POST", path, body, "If-Match", malformed);
            assertThat(refused.status()).as(malformed).isEqualTo(400);
            assertThat(refused.text("/detail")).contains("If-Match");
        }
        assertThat(directory
                        .asAdmin("DELETE", path + "/PHONE", null, "Reason", "x")
                        .status())
                .isEqualTo(428);
    }

    @Test
    void nobodyIsServedWithoutAKey() {
        Map.of("GET", "/v1/users/" + user, "DELETE", "/v1/users/" + user).forEach((method, path) -> {
            Answer answer = directory.asStranger(method, path);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        });
        assertThat(directory.asStranger("GET", "/v1/openapi").status()).isEqualTo(200);
        assertThat(directory.asStranger("GET", "/actuator/health/readiness").status())
                .isEqualTo(200);
    }

    @Test
    void anotherTenantsUserIsAsUnknownAsNobody() {
        assertThat(directory.asOther("GET", "/v1/users/" + user, null).status()).isEqualTo(404);
        assertThat(directory
                        .asOther("POST", "/v1/users/" + user + "/reset", "{\"reason\": \"x\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        Answer answer = directory.asAdmin("PUT", "/v1/users/" + user, "{\"reason\": \"" + "x".repeat(70_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("/type")).isEqualTo("too-large");
    }
}
