package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ontime.directory.bulk.Importing;
import ontime.directory.bulk.Progress;
import ontime.directory.postgres.JdbcImports;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users by the thousand. */
class ImportIT {

    private final RunningDirectory directory = RunningDirectory.shared();
    private final Topics topics = Topics.shared();
    private final String prefix = RunningDirectory.newName();

    @Test
    void aDryRunTellsWhatWouldBeAndChangesNothing() {
        String known = directory.newUser();
        String table = "userId,phone,email,locale\n"
                + prefix + "-1,07700 900123,ada@example.com,cy\n"
                + prefix + "-2,12,,\n"
                + prefix + "-1,07700 900123,,\n"
                + "no name,,,\n"
                + prefix + "-3,,nobody,\n"
                + prefix + "-4,,,no language\n"
                + known + ",,,en\n";

        Answer end = run(table, true);

        assertThat(end.text("/state")).isEqualTo("DONE");
        assertThat(end.body().at("/created").asInt()).isEqualTo(1);
        assertThat(end.body().at("/changed").asInt()).isEqualTo(1);
        assertThat(end.body().at("/problems").valueStream().map(one -> one.asString()))
                .containsExactly(
                        "line 3: phone is not a phone number",
                        "line 4: this userId came before",
                        "line 5: userId must be 1 to 128 letters, digits or any of . _ ~ : @ + -",
                        "line 6: email is not an email address",
                        "line 7: locale is no language tag");
        assertThat(user(1).status()).isEqualTo(404);
        assertThat(directory
                        .asAdmin("GET", "/v1/users/" + known, null)
                        .body()
                        .at("/locale")
                        .isNull())
                .isTrue();
    }

    @Test
    void anImportCountsAsSingleChangesAndSentAgainChangesNothing() {
        String table = "userId,phone,email\n"
                + IntStream.range(0, 2_345)
                        .mapToObj(i -> "%s-%d,07700 900%03d,u%d@example.com".formatted(prefix, i, i % 1000, i))
                        .collect(Collectors.joining("\n"));

        Answer first = run(table, false);
        assertThat(first.body().at("/created").asInt())
                .as(first.response().body())
                .isEqualTo(2_345);
        assertThat(first.body().at("/refused").asInt()).isZero();
        Answer again = run(table, false);
        assertThat(again.body().at("/unchanged").asInt()).isEqualTo(2_345);

        Answer one = user(2_344);
        assertThat(one.body().at("/contacts")).hasSize(2);
        assertThat(one.text("/contacts/0/destination")).isEqualTo("+44 •••• ••0344");
        assertThat(one.text("/contacts/0/reason")).isEqualTo("the old system");
        assertThat(one.body().at("/revision").asLong()).isEqualTo(3);
        assertThat(topics.awaitBook(prefix + "-2344", 3).getContacts()).hasSize(2);
        assertThat(topics.awaitBook(prefix + "-0", 3).getContacts()).hasSize(2);
    }

    @Test
    void anImportOfAKnownUserChangesTheContactAndTheOldOneIsTold() {
        String known = directory.newUser();
        directory.vouch(known, "\"phone\": \"07700 900123\"");

        Answer end = run("userId,phone\n" + known + ",07700 900124\n", false);

        assertThat(end.body().at("/changed").asInt()).isEqualTo(1);
        Answer shown = directory.asAdmin("GET", "/v1/users/" + known, null);
        assertThat(shown.text("/contacts/0/destination")).isEqualTo("+44 •••• ••0124");
        assertThat(shown.body().at("/contacts/0/version").asLong()).isEqualTo(2);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> directory.issuer().calls("/v1/notices").stream()
                        .anyMatch(call ->
                                call.text().contains(known) && call.text().contains("900123")));
    }

    @Test
    void anImportGivesNoMethodBackThatWasTakenAway() {
        String one = directory.newUser();
        directory.vouch(one, "\"phone\": \"07700 900123\"");
        directory.asAdmin("DELETE", "/v1/users/" + one + "/methods/SMS", null, "Reason", "a swapped SIM");
        String other = directory.newUser();
        directory.asAdmin("POST", "/v1/users/" + other + "/reset", "{\"reason\": \"a stolen phone\"}");

        Answer same = run("userId,phone\n" + one + ",07700 900123\n", false);
        assertThat(same.body().at("/unchanged").asInt()).isEqualTo(1);
        run("userId,phone\n" + one + ",07700 900124\n" + other + ",07700 900125\n", false);

        for (String user : List.of(one, other)) {
            Answer shown = directory.asAdmin("GET", "/v1/users/" + user, null);
            assertThat(shown.body().at("/methods")).isEmpty();
            assertThat(shown.body().at("/contacts")).hasSize(1);
        }
        assertThat(directory
                        .asAdmin("GET", "/v1/users/" + other, null)
                        .body()
                        .at("/reregistrationRequired")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void ofEachTenantOneImportMayWait() {
        var free = new CountDownLatch(1);
        directory
                .bean(ExecutorService.class)
                .execute(() -> await().atMost(Duration.ofMinutes(1)).until(() -> free.getCount() == 0));

        Answer waits = send("userId\n" + prefix + "\n", true);
        assertThat(waits.text("/state")).isEqualTo("WAITING");
        Answer tooMany = send("userId\n" + prefix + "\n", true);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.header("Retry-After")).isEqualTo("30");
        assertThat(directory
                        .asOther(
                                "POST",
                                "/v1/imports?dryRun=true",
                                "userId\n" + prefix + "\n",
                                "Content-Type",
                                "text/csv",
                                "Reason",
                                "the old system")
                        .status())
                .as("another tenant's")
                .isEqualTo(202);
        free.countDown();

        assertThat(end(waits).text("/state")).isEqualTo("DONE");
    }

    @Test
    void aTableOfTooManyRowsOrBytesIsRefused() {
        assertThat(send("userId\n" + "u\n".repeat(200_001), true).text("/detail"))
                .contains("more than 200000 rows");
        Answer large = send("userId\n" + "u".repeat(16 * 1024 * 1024), true);
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text("/detail")).contains("16 MiB");
    }

    @Test
    void anImportThatBreaksOffIsInTheAuditWithWhatItHasDone() {
        var database = directory.bean(JdbcClient.class);
        database.sql("alter table user_account add constraint nobody_passes check (user_id <> '" + prefix + "-1000')")
                .update();
        try {
            Answer end = run(
                    "userId\n"
                            + IntStream.range(0, 1_500)
                                    .mapToObj(i -> prefix + "-" + i)
                                    .collect(Collectors.joining("\n")),
                    false);

            assertThat(end.text("/state")).isEqualTo("FAILED");
            String id = end.text("/importId");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(directory
                                    .asAdmin("GET", "/v1/audit?limit=20", null)
                                    .response()
                                    .body())
                            .contains(
                                    id + ": begun with 1500 rows",
                                    id + ": broke off, 1000 created, 0 changed, 0 refused"));
        } finally {
            database.sql("alter table user_account drop constraint nobody_passes")
                    .update();
        }
    }

    @Test
    void anImportWhoseProcessWasKilledFailsSoonAndIsInTheAuditAndTheNextOneBegins() {
        var database = directory.bean(JdbcClient.class);
        leftBehind(database, prefix + "-dead", "RUNNING", 91);
        leftBehind(database, prefix + "-alive", "RUNNING", 10);
        leftBehind(database, prefix + "-waits", "WAITING", 91);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(prefix + "-dead").equals("FAILED"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(prefix + "-waits").equals("FAILED"));
        assertThat(directory
                        .asAdmin("GET", "/v1/audit?limit=20", null)
                        .response()
                        .body())
                .contains(prefix + "-dead: broke off, 1000 created, 0 changed, 0 refused");
        assertThat(run("userId\n" + prefix + "-1\n", false).text("/state")).isEqualTo("DONE");
    }

    @Test
    void anImportThatWasTakenForDeadKeepsNothingMore() {
        var imports = directory.bean(Importing.class);
        var database = directory.bean(JdbcClient.class);
        leftBehind(database, prefix + "-slow", "RUNNING", 91);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(prefix + "-slow").equals("FAILED"));
        var known = imports.find("demo", prefix + "-slow").orElseThrow();

        assertThat(new JdbcImports(database).save(running(known))).isFalse();

        assertThat(state(prefix + "-slow")).isEqualTo("FAILED");
    }

    private static Progress running(Progress one) {
        return new Progress(
                one.id(),
                one.tenant(),
                one.dryRun(),
                Progress.State.RUNNING,
                one.rows(),
                one.done(),
                one.created(),
                one.changed(),
                one.unchanged(),
                one.refused(),
                one.problems(),
                one.madeAt(),
                one.touchedAt());
    }

    /** As a process that was killed leaves it. */
    private void leftBehind(JdbcClient database, String id, String state, int seconds) {
        var now = directory.clock().instant().atOffset(ZoneOffset.UTC);
        database.sql("""
                        insert into import_job (id, tenant, dry_run, state, row_count, done, created, changed,
                            unchanged, refused, problems, made_at, touched_at)
                        values (:id, 'demo', false, :state, 5000, 1000, 1000, 0, 0, 0, '{}', :made, :touched)
                        """)
                .param("id", id)
                .param("state", state)
                .param("made", now.minusMinutes(1))
                .param("touched", now.minusSeconds(seconds))
                .update();
    }

    private String state(String id) {
        return directory.asAdmin("GET", "/v1/imports/" + id, null).text("/state");
    }

    @Test
    void anExportIsMaskedAndHarmlessToASpreadsheet() {
        String known = directory.newUser();
        directory.vouch(known, "\"phone\": \"07700 900123\"");

        Answer export = directory.asAdmin("GET", "/v1/export", null, "Reason", "a yearly review");

        assertThat(export.header("Content-Type")).startsWith("text/csv");
        assertThat(export.response().body()).contains(known + ",,SMS,'+44 •••• ••0123,1,f,,,\r\n");
        assertThat(directory.asAdmin("GET", "/v1/export", null).status()).isEqualTo(400);
        assertThat(directory
                        .asAdmin("GET", "/v1/audit?limit=1", null)
                        .response()
                        .body())
                .contains("EXPORTED", "a yearly review");
    }

    @Test
    void whatIsNoTableIsRefusedBeforeAnythingIsDone() {
        assertThat(send("phone\n07700 900123", false).text("/type")).isEqualTo("malformed");
        assertThat(directory
                        .asAdmin("POST", "/v1/imports", "userId\nx", "Content-Type", "text/csv")
                        .status())
                .as("without a reason")
                .isEqualTo(400);
        assertThat(directory.asAdmin("POST", "/v1/imports", "{}", "Reason", "x").status())
                .isEqualTo(415);
        assertThat(directory.asAdmin("GET", "/v1/imports/unknown", null).status())
                .isEqualTo(404);
    }

    private Answer run(String table, boolean dryRun) {
        Answer begun = send(table, dryRun);
        assertThat(begun.status()).as(begun.response().body()).isEqualTo(202);
        return end(begun);
    }

    private Answer end(Answer begun) {
        return await("the import ends")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> directory.asAdmin("GET", "/v1/imports/" + begun.text("/importId"), null),
                        progress -> List.of("DONE", "FAILED").contains(progress.text("/state")));
    }

    private Answer send(String table, boolean dryRun) {
        return directory.asAdmin(
                "POST", "/v1/imports?dryRun=" + dryRun, table, "Content-Type", "text/csv", "Reason", "the old system");
    }

    private Answer user(int number) {
        return directory.asAdmin("GET", "/v1/users/" + prefix + "-" + number, null);
    }
}
