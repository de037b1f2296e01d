package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ontime.events.AccountSettings;
import ontime.events.ContactBook;
import ontime.events.MethodKind;
import ontime.events.MethodsReset;
import ontime.events.SessionsRevoked;
import ontime.events.Topic;
import ontime.events.UserErased;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an administrator does for somebody who has no access to their phone at all, and the record of it. */
class AdministrationIT {

    private static final String REASON = "{\"reason\": \"lost the phone, showed a passport\"}";

    private final RunningDirectory directory = RunningDirectory.shared();
    private final Topics topics = Topics.shared();
    private final String user = directory.newUser();

    @Test
    void aMethodIsTakenAwayAndTheContactStays() {
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        directory.vouch(user, "\"email\": \"Ada@example.com\"");

        Answer left = directory.asAdmin("DELETE", path("/methods/SMS"), null, "Reason", "a swapped SIM");

        assertThat(left.body().at("/methods")).extracting(one -> one.asString()).containsExactly("EMAIL");
        assertThat(left.body().at("/contacts")).hasSize(2);
        MethodsReset event = topics.awaitEvent(user, MethodsReset.class);
        assertThat(event.getRemoved()).containsExactly(MethodKind.SMS);
        assertThat(event.getReregistrationRequired()).isFalse();
        assertThat(directory
                        .asAdmin("DELETE", path("/methods/SMS"), null, "Reason", "again")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aResetTakesAllMethodsAndTheNextProofSetsOneUpAgain() {
        directory.vouch(user, "\"phone\": \"07700 900123\"");

        Answer reset = directory.asAdmin("POST", path("/reset"), REASON);

        assertThat(reset.body().at("/methods")).isEmpty();
        assertThat(reset.body().at("/reregistrationRequired").asBoolean()).isTrue();
        assertThat(topics.awaitEvent(user, MethodsReset.class).getReregistrationRequired())
                .isTrue();
        ContactBook book = topics.awaitBook(user, 3);
        assertThat(book.getMethods()).isEmpty();
        assertThat(book.getReregistrationRequired()).isTrue();
        Answer asked =
                directory.asService("POST", path("/contacts"), "{\"phone\": \"07700 900123\"}", "If-Match", "\"1\"");
        Answer proved = directory.asService(
                "POST", "/v1/contact-changes/" + asked.text("/changeId") + "/proof", "{\"code\": \"271828\"}");
        assertThat(proved.body().at("/reregistrationRequired").asBoolean()).isFalse();
        assertThat(proved.body().at("/methods"))
                .extracting(one -> one.asString())
                .containsExactly("SMS");
    }

    @Test
    void anAppThatAStrangerIsSettingUpEndsWithTheOneThatIsTakenAway() {
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        directory.asService("POST", path("/authenticator"), null);

        directory.asAdmin("DELETE", path("/methods/SMS"), null, "Reason", "a stranger");

        assertThat(directory
                        .asService("POST", path("/authenticator/confirm"), "{\"code\": \"123456\"}")
                        .status())
                .as("no app is being set up")
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/reset", "/sessions/revoke"})
    void whatWasBegunBeforeEndsWithTheSessions(String deed) {
        Answer asked =
                directory.asService("POST", path("/contacts"), "{\"phone\": \"07700 900123\"}", "If-Match", "\"0\"");
        directory.asService("POST", path("/authenticator"), null);
        String link = directory.asService("POST", path("/self-service"), null).text("/url");

        directory
                .bean(JdbcClient.class)
                .sql(
                        "insert into self_service_visit (digest, tenant, user_id, expires_at) values (?, 'demo', ?, 'infinity')")
                .param(user)
                .param(user)
                .update();

        directory.asAdmin("POST", path(deed), REASON);

        topics.awaitEvent(user, SessionsRevoked.class);
        assertThat(Tables.text(
                        RunningDirectory.SCHEMA,
                        "select count(*) from self_service_visit where user_id = '" + user + "'"))
                .as("visits to the own page")
                .isEqualTo("0");
        assertThat(directory
                        .asService(
                                "POST",
                                "/v1/contact-changes/" + asked.text("/changeId") + "/proof",
                                "{\"code\": \"271828\"}")
                        .text("/type"))
                .isEqualTo("settled");
        assertThat(directory
                        .asService("POST", path("/authenticator/confirm"), "{\"code\": \"123456\"}")
                        .status())
                .as("no app is being set up")
                .isEqualTo(404);
        String token = link.substring(link.indexOf("#token=") + "#token=".length());
        assertThat(directory
                        .asService("POST", "/v1/self-service/redeem", "{\"token\": \"" + token + "\"}")
                        .text("/type"))
                .isEqualTo("expired");
        assertThat(Tables.text(
                        RunningDirectory.SCHEMA,
                        "select count(*) from authenticator where closed is not null and user_id = '" + user + "'"))
                .isEqualTo("0");
    }

    @Test
    void sessionsAreRevokedByAnEventAndBySignedCallThatIsRepeatedUntilItIsTaken() {
        directory.issuer().refuse("/sessions", 503, "", 1);

        Answer revoked = directory.asAdmin("POST", path("/sessions/revoke"), REASON);

        assertThat(revoked.status()).isEqualTo(202);
        SessionsRevoked event = topics.awaitEvent(user, SessionsRevoked.class);
        assertThat(revoked.text("/before")).isNotEmpty();
        await().atMost(Duration.ofSeconds(20)).until(() -> calls() == 1);
        directory.clock().advance(Duration.ofSeconds(6));
        await().atMost(Duration.ofSeconds(20)).until(() -> calls() == 2);
        directory.clock().run();
        var call = directory.issuer().calls("/sessions").stream()
                .filter(one -> one.text().contains(user))
                .toList()
                .getLast();
        assertThat(call.body().path("id").asString()).isEqualTo(event.getEventId());
        String[] parts = call.signature().split("t=|,v1=", -1);
        assertThat(parts[2]).isEqualTo(hmac(parts[1] + "." + call.text()));
    }

    @Test
    void aTenantWhoseHostHangsHoldsUpNoOther() {
        directory.asOther("PUT", path(""), "{\"reason\": \"new\"}");
        for (int i = 0; i < 10; i++) {
            assertThat(directory
                            .asOther("POST", path("/sessions/revoke"), REASON)
                            .status())
                    .isEqualTo(202);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !directory.issuer().calls("/hanging").isEmpty());

        directory.asAdmin("POST", path("/sessions/revoke"), REASON);

        await("before the others have hung for fifty seconds")
                .atMost(Duration.ofSeconds(20))
                .until(() -> calls() == 1);
        directory.issuer().release();
    }

    private long calls() {
        return directory.issuer().calls("/sessions").stream()
                .filter(call -> call.text().contains(user))
                .count();
    }

    private static String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(RunningDirectory.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void twoStepLoginIsRequiredOfAWholeAccount() {
        Answer before = directory.asAdmin("GET", "/v1/settings", null);
        String wanted = "{\"twoStepRequired\": true, \"enrolmentUrl\": \"https://login.example.com/enrol\","
                + " \"reason\": \"the board wants it\"}";

        Answer changed = directory.asAdmin("PUT", "/v1/settings", wanted, "If-Match", before.header("ETag"));

        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(changed.body().at("/twoStepRequired").asBoolean()).isTrue();
        long version = changed.body().at("/version").asLong();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> topics.records(Topic.CONTACTS, "demo").stream()
                        .map(record -> (AccountSettings) record.value())
                        .anyMatch(settings -> settings.getRevision() == version && settings.getTwoStepRequired()));
        assertThat(directory
                        .asAdmin("PUT", "/v1/settings", wanted, "If-Match", before.header("ETag"))
                        .status())
                .isEqualTo(412);
        assertThat(directory.asAdmin("PUT", "/v1/settings", wanted).status()).isEqualTo(428);
    }

    @Test
    void everyActionIsInTheAuditWithItsReasonAndNobodyCanChangeThat() {
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        directory.asAdmin("POST", path("/reset"), REASON);

        Answer audit = directory.asAdmin("GET", "/v1/audit?user=" + user, null);

        assertThat(audit.body().at("/entries"))
                .extracting(entry -> entry.at("/action").asString())
                .containsExactly("METHODS_RESET", "CONTACT_CHANGED", "USER_CREATED");
        assertThat(audit.text("/entries/0/reason")).isEqualTo("lost the phone, showed a passport");
        assertThat(audit.text("/entries/0/actor")).startsWith("api-key-");
        assertThat(audit.text("/entries/0/role")).isEqualTo("ADMINISTRATOR");
        assertThat(directory
                        .asOther("GET", "/v1/audit?user=" + user, null)
                        .body()
                        .at("/entries"))
                .isEmpty();
        var database = directory.bean(JdbcClient.class);
        assertThatThrownBy(() ->
                        database.sql("update audit set reason = 'nothing'").update())
                .hasMessageContaining("only added to");
        assertThatThrownBy(() -> database.sql("delete from audit").update()).hasMessageContaining("only added to");
    }

    @Test
    void whatAUserBeginsOrTriesIsInTheAuditToo() {
        directory.asService("POST", path("/authenticator"), null);
        directory.asService("POST", path("/recovery-codes"), null);
        directory.asService("POST", path("/recovery-codes/check"), "{\"code\": \"AAAAA-AAAAA\"}");
        Answer asked =
                directory.asService("POST", path("/contacts"), "{\"phone\": \"07700 900123\"}", "If-Match", "\"0\"");
        directory.asService(
                "POST", "/v1/contact-changes/" + asked.text("/changeId") + "/proof", "{\"code\": \"111111\"}");
        String link = directory.asService("POST", path("/self-service"), null).text("/url");
        String token = link.substring(link.indexOf("#token=") + "#token=".length());
        directory.asService("POST", "/v1/self-service/redeem", "{\"token\": \"" + token + "\"}");

        assertThat(directory
                        .asAdmin("GET", "/v1/audit?user=" + user, null)
                        .body()
                        .at("/entries"))
                .extracting(entry -> entry.at("/action").asString())
                .containsExactly(
                        "SELF_SERVICE_VISITED",
                        "SELF_SERVICE_LINKED",
                        "PROOF_REFUSED",
                        "CONTACT_ASKED",
                        "RECOVERY_CODE_REFUSED",
                        "RECOVERY_CODES_MADE",
                        "AUTHENTICATOR_OFFERED",
                        "USER_CREATED");
    }

    @Test
    void aNumberInAReasonIsNotKeptAndWhatAdministratorsWriteIsForThem() {
        String reason = "{\"vouch\": true, \"phone\": \"07700 900123\","
                + " \"reason\": \"was 07700 900-456 or ada@example.com, ticket 4711\"}";

        Answer vouched = directory.asAdmin("POST", path("/contacts"), reason, "If-Match", "*");

        assertThat(vouched.text("/contacts/0/reason")).isEqualTo("was ••• or ••• ticket 4711");
        assertThat(directory.asAdmin("GET", "/v1/audit?user=" + user, null).text("/entries/0/reason"))
                .isEqualTo("was ••• or ••• ticket 4711");
        assertThat(directory
                        .asService("GET", path(""), null)
                        .body()
                        .at("/contacts/0/reason")
                        .isNull())
                .isTrue();
    }

    @Test
    void whoLooksUsersOrTheAuditUpIsInTheAudit() {
        directory.vouch(user, "\"phone\": \"07700 900776\"");

        found("q=07700%20900776");
        directory.asAdmin("GET", "/v1/audit?user=" + user, null);

        Answer audit = directory.asAdmin("GET", "/v1/audit?limit=2", null);
        assertThat(audit.body().at("/entries"))
                .extracting(entry -> entry.at("/action").asString())
                .containsExactly("AUDIT_READ", "LOOKED_UP");
        assertThat(audit.text("/entries/0/userId")).isEqualTo(user);
        assertThat(audit.text("/entries/1/detail")).isEqualTo("by a whole destination");
        assertThat(audit.response().body()).doesNotContain("900776");
    }

    @Test
    void whatIsNobodysNameIsNotKeptInTheAuditWhenSomebodyLooksForIt() {
        for (String typed : List.of("%2B447700900775", "ada.775@example.com", user)) {
            directory.asAdmin("GET", "/v1/audit?user=" + typed, null);
        }

        Answer audit = directory.asAdmin("GET", "/v1/audit?limit=3", null);
        assertThat(audit.body().at("/entries"))
                .extracting(entry -> entry.at("/userId").asString(""))
                .containsExactly(user, "", "");
        assertThat(Tables.text(
                        RunningDirectory.SCHEMA,
                        "select count(*) from audit where user_id like '%900775' or user_id like 'ada.775%'"))
                .isEqualTo("0");
    }

    @Test
    void aUserWhoseNameIsAnAddressIsFoundByItAndKeepsTheirLanguage() {
        String name = user + "@example.com";
        directory.asAdmin("PUT", "/v1/users/" + name, "{\"locale\": \"cy\", \"reason\": \"new\"}");

        assertThat(directory
                        .asAdmin("PUT", "/v1/users/" + name, null, "Reason", "again")
                        .text("/locale"))
                .isEqualTo("cy");
        assertThat(found("q=" + name)).contains(name);
    }

    @Test
    void anErasedUserIsGoneHereAndOnTheTopic() {
        directory.vouch(user, "\"phone\": \"07700 900123\"");

        assertThat(directory.asService("DELETE", path(""), null).status()).isEqualTo(403);
        assertThat(directory.asAdmin("DELETE", path(""), REASON).status()).isEqualTo(204);

        assertThat(directory.asAdmin("GET", path(""), null).status()).isEqualTo(404);
        assertThat(topics.awaitEvent(user, UserErased.class).getUserId()).isEqualTo(user);
        var records = topics.awaitRecords(Topic.CONTACTS, user, 3);
        assertThat(records.getLast().value()).as("tombstone").isNull();
        assertThat(records.get(1).value()).isInstanceOf(ContactBook.class);
        await("their sessions end").atMost(Duration.ofSeconds(20)).until(() -> calls() == 1);
        await("and the call is forgotten")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Tables.text(
                                RunningDirectory.SCHEMA, "select count(*) from errand where user_id = '" + user + "'")
                        .equals("0"));
        for (String table : new String[] {"contact_version", "follower_state", "errand", "user_account"}) {
            assertThat(Tables.text(
                            RunningDirectory.SCHEMA,
                            "select count(*) from " + table + " where user_id = '" + user + "'"))
                    .as(table)
                    .isEqualTo("0");
        }
        assertThat(directory.asAdmin("DELETE", path(""), REASON).status()).isEqualTo(404);
    }

    @Test
    void usersAreFoundByTheBeginningOfTheirNameAndByAWholeDestination() {
        directory.vouch(user, "\"phone\": \"07700 900777\"");

        assertThat(found("q=" + user.substring(0, user.length() - 1))).contains(user);
        assertThat(found("q=07700%20900777")).contains(user);
        assertThat(found("q=%2B447700900777")).contains(user);
        assertThat(found("q=07700%20900778")).doesNotContain(user);
        assertThat(directory.asOther("GET", "/v1/users?q=" + user, null).body().at("/users"))
                .isEmpty();
        Answer page = directory.asAdmin("GET", "/v1/users?limit=1", null);
        assertThat(page.body().at("/users")).hasSize(1);
        assertThat(directory
                        .asAdmin("GET", "/v1/users?limit=1&cursor=" + page.text("/next"), null)
                        .text("/users/0/userId"))
                .isGreaterThan(page.text("/users/0/userId"));
    }

    private String found(String query) {
        return directory
                .asAdmin("GET", "/v1/users?limit=200&" + query, null)
                .body()
                .at("/users")
                .toString();
    }

    private String path(String rest) {
        return "/v1/users/" + user + rest;
    }
}
