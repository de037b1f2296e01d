package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import ontime.events.CheckOutcome;
import ontime.events.LoginRefused;
import ontime.events.RefusalReason;
import ontime.events.Topic;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.User;
import ontime.issuer.limit.ClosedRange;
import ontime.issuer.limit.Conversion;
import ontime.issuer.limit.NumberRange;
import ontime.issuer.limit.Ranges;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Supersession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the issuer closes by itself, and an administrator lifts. */
@ExtendWith(OutputCaptureExtension.class)
class AdministrationIT {

    private static final Policy POLICY = Desk.policy(new Supersession.InvalidatePrevious());
    private static final String REASON = "{\"reason\": \"she called, and is who she says\"}";

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final Desk desk = new Desk(issuer);
    private final String user = RunningIssuer.newUser();

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void aHundredWrongCodesInARowLockTheUserWhateverTheyWereTypedFor() {
        Challenge last = failUntil(User.MOST_FAILURES - 1);
        assertThat(desk.outcome(last, Desk.other(desk.code(last)))).isEqualTo(CheckOutcome.WRONG_CODE);

        assertThat(desk.outcome(last, desk.code(last))).isEqualTo(CheckOutcome.LOCKED);
        Answer refused =
                issuer.post("/v1/challenges", "{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(user));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/type")).isEqualTo("user-locked");
        var event = (LoginRefused) Topics.shared()
                .awaitRecords(Topic.RECEIPTS, refused.text("/loginId"), 1)
                .getFirst()
                .value();
        assertThat(event.getReason()).isEqualTo(RefusalReason.USER_LOCKED);
    }

    @Test
    void oneRightCodeSetsTheCountBack() {
        Challenge last = failUntil(User.MOST_FAILURES - 1);
        assertThat(desk.outcome(last, desk.code(last))).isEqualTo(CheckOutcome.VERIFIED);

        Challenge next = failUntil(User.MOST_FAILURES - 1);
        assertThat(desk.outcome(next, desk.code(next))).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void aSupersededCodeIsAFailureLikeAnyWrongOne() {
        Challenge older = desk.ask(POLICY, user, null);
        Challenge newer = desk.ask(POLICY, user, null);

        assertThat(desk.outcome(newer, desk.code(older))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(desk.outcome(newer, Desk.other(desk.code(newer)))).isEqualTo(CheckOutcome.WRONG_CODE);

        assertThat(failures()).isEqualTo("2");
    }

    @Test
    void anAdministratorLiftsTheLockOfAUser(CapturedOutput output) {
        Challenge last = failUntil(User.MOST_FAILURES);

        Answer lifted =
                admin("/v1/users/" + user + "/unlock", request -> request.POST(BodyPublishers.ofString(REASON)));

        assertThat(lifted.status()).isEqualTo(204);
        assertThat(failures()).isEqualTo("0");
        assertThat(desk.outcome(last, desk.code(last))).isEqualTo(CheckOutcome.VERIFIED);
        assertThat(output.getAll().lines().filter(line -> line.contains("unlocked the user " + user)))
                .singleElement()
                .asString()
                .contains("api-key-", "of demo", "after 100 wrong codes", "she called");
    }

    @Test
    void anAuthServiceLiftsNothing() {
        Answer unlock = issuer.post("/v1/users/" + user + "/unlock", REASON);
        Answer list = issuer.get("/v1/closed-ranges");
        Answer open = issuer.delete("/v1/closed-ranges/+44770090");

        for (Answer refused : new Answer[] {unlock, list, open}) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("/type")).isEqualTo("forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"reason\": null}",
                "{\"reason\": \"\"}",
                "{\"reason\": \" \"}",
                "{\"reason\": \"one line\\nand another that looks like a log\"}",
                "{\"reason\": \"one line\\u2028and another\"}"
            })
    void whatNobodyCanExplainLaterIsNotDone(String body) {
        desk.ask(POLICY, user, null);

        Answer refused = admin("/v1/users/" + user + "/unlock", request -> request.POST(BodyPublishers.ofString(body)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/type")).isEqualTo("malformed");
        assertThat(refused.text("/field")).isEqualTo("reason");
    }

    @Test
    void aUserThatNobodyKnowsIsNotFound() {
        Answer unknown =
                admin("/v1/users/" + user + "/unlock", request -> request.POST(BodyPublishers.ofString(REASON)));

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/type")).isEqualTo("not-found");
    }

    @Test
    void closedRangesAreListedAndOpenedByHand(CapturedOutput output) {
        Instant now = issuer.clock().stop();
        String prefix = "+44770090";
        close("demo", new NumberRange("GB", prefix), now);
        close("demo", new NumberRange("GB", ""), now);
        close("strict", new NumberRange("GB", "+44770091"), now);

        Answer list = admin("/v1/closed-ranges", HttpRequest.Builder::GET);
        assertThat(list.body().at("/closedRanges"))
                .extracting(closed -> closed.at("/prefix").asString())
                .containsExactly("GB", prefix);
        assertThat(list.text("/closedRanges/1/reopensAt"))
                .startsWith(now.plus(Duration.ofHours(1)).toString().substring(0, 19));
        assertThat(list.body().at("/closedRanges/1/sent").asLong()).isEqualTo(40);

        Answer opened = admin(
                "/v1/closed-ranges/" + prefix,
                request -> request.header("Reason", "a campaign of ours").DELETE());

        assertThat(opened.status()).isEqualTo(204);
        assertThat(output.getAll()).contains("opened " + prefix + " for SMS again: a campaign of ours");
        assertThat(admin(
                                "/v1/closed-ranges/" + prefix,
                                request -> request.header("Reason", "again").DELETE())
                        .status())
                .isEqualTo(404);
        assertThat(admin(
                                "/v1/closed-ranges/+44770091",
                                request ->
                                        request.header("Reason", "of another").DELETE())
                        .status())
                .as("another tenant's")
                .isEqualTo(404);
        assertThat(admin(
                                "/v1/closed-ranges/GB",
                                request -> request.header("Reason", "enough").DELETE())
                        .status())
                .isEqualTo(204);
        assertThat(admin("/v1/closed-ranges", HttpRequest.Builder::GET).body().at("/closedRanges"))
                .isEmpty();
    }

    /** Types wrong codes, for as many challenges and resends as it takes; gives one with attempts left. */
    private Challenge failUntil(int failures) {
        issuer.clock().stop();
        Challenge challenge = desk.ask(POLICY, user, null);
        for (int i = 0; i < failures; i++) {
            if (i % 4 == 3) {
                challenge = desk.ask(POLICY, user, null);
                issuer.clock().advance(POLICY.codes().cooldown());
                desk.resend(POLICY, challenge, null);
            }
            assertThat(desk.outcome(challenge, Desk.other(desk.code(challenge))))
                    .isEqualTo(CheckOutcome.WRONG_CODE);
        }
        return challenge;
    }

    private String failures() {
        return Tables.text("issuer", "select failures from user_state where user_id = '" + user + "'");
    }

    private void close(String tenant, NumberRange range, Instant now) {
        var closed = new ClosedRange(tenant, range, now, now.plus(Duration.ofHours(1)), new Conversion(40, 0));
        assertThat(issuer.bean(Ranges.class).close(closed)).isTrue();
    }

    private Answer admin(String path, UnaryOperator<HttpRequest.Builder> call) {
        return RunningIssuer.send(
                call.apply(issuer.request(path).setHeader("Authorization", "Bearer " + RunningIssuer.DEMO_ADMIN_KEY)));
    }
}
