package ontime.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import ontime.delivery.MovingClock;
import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import ontime.sealing.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails to SMTP servers in this JVM that go wrong in one place, and to none. */
class SmtpProviderTest {

    private static final Message MAIL = new Message("jo@example.com", null, "Your code", "123456", null);
    private static final String AFTER_THE_DOT = " after the final dot, perhaps taken";

    private final SmtpStub stub = new SmtpStub(null);
    private final SmtpRoutes relays = Relays.routes(Relays.plain(stub.port()));

    SmtpProviderTest() throws IOException, AddressException {}

    @AfterEach
    void close() throws IOException {
        relays.close();
        stub.close();
    }

    @Test
    void connectionsAreKept() {
        assertThat(send("c-1.1")).isEqualTo(new Outcome.Accepted("<c-1.1@example.org>"));
        assertThat(send("c-2.1")).isEqualTo(new Outcome.Accepted("<c-2.1@example.org>"));

        assertThat(stub.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatNobodyUsesIsClosedAfterAMinuteThoughNoMailComes() throws Exception {
        var clock = new MovingClock();
        try (var idle = Relays.routes(clock, Relays.plain(stub.port()))) {
            idle.inOrder().getFirst().provider().send(MAIL, "c-1.1");

            clock.move(Duration.ofSeconds(60));
            idle.closeIdle();
            idle.inOrder().getFirst().provider().send(MAIL, "c-2.1");
            assertThat(stub.connections()).isEqualTo(1);

            clock.move(Duration.ofSeconds(61));
            idle.closeIdle();
            await().until(() -> stub.open() == 0);
        }
    }

    @Test
    void aConnectionThatTheServerGaveUpWhileItWasIdleCostsNoAttempt() throws Exception {
        send("c-1.1");
        stub.hangUp();

        assertThat(send("c-2.1")).isEqualTo(new Outcome.Accepted("<c-2.1@example.org>"));
        assertThat(stub.mails()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"hang up", "421 4.4.2 idle for too long"})
    void norDoesOneThatItGivesUpWhenTheNextMailBegins(String reply) {
        send("c-1.1");
        stub.willReply("MAIL", reply);

        assertThat(send("c-2.1")).isEqualTo(new Outcome.Accepted("<c-2.1@example.org>"));
        assertThat(stub.connections()).isEqualTo(2);
    }

    @Test
    void aKeptConnectionThatIsLostAfterTheDotIsNoStaleOne() {
        send("c-1.1");
        stub.willReply(".", SmtpStub.HANG_UP);

        assertThat(send("c-2.1")).isEqualTo(unavailable("connection lost" + AFTER_THE_DOT, true));
        assertThat(stub.connections()).isEqualTo(1);
        assertThat(stub.mails()).hasSize(2);
    }

    @Test
    void aServerThatHasEnoughOfUsIsNotAskedAgainByAnotherConnection() {
        send("c-1.1");
        stub.willReply("MAIL", "421 4.7.0 too many connections from your host");

        assertThat(send("c-2.1")).isEqualTo(new Outcome.Throttled("SMTP 421 4.7.0", null));
        assertThat(stub.connections()).isEqualTo(1);
    }

    @Test
    void aMailThatNobodyWaitsForAnyMoreIsNotTriedByAnotherConnection() {
        send("c-1.1");
        stub.willReply("MAIL", SmtpStub.TALK_ON);

        assertThat(send("c-2.1")).isEqualTo(late(false));
        assertThat(stub.connections()).isEqualTo(1);
    }

    @Test
    void aFreshConnectionIsTriedOnceOnly() {
        send("c-1.1");
        stub.willReply("MAIL", SmtpStub.HANG_UP, SmtpStub.HANG_UP);

        assertThat(send("c-2.1")).isInstanceOf(Outcome.Unavailable.class);
        assertThat(stub.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT"})
    void aServerThatDoesNotAnswerHasNotGivenUpTheConnection(String command) {
        send("c-1.1");
        stub.willReply(command, SmtpStub.SAY_NOTHING);

        assertThat(send("c-2.1")).isEqualTo(late(false));
        assertThat(stub.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"greeting, false", "EHLO, false", "MAIL, false", "RCPT, false", "., true"})
    @Timeout(60)
    void aServerThatTalksOnAndOnIsNotListenedToBeyondTheTimeout(String command, boolean perhapsTaken) {
        stub.willReply(command, SmtpStub.TALK_ON);

        assertThat(send("c-1.1")).isEqualTo(late(perhapsTaken));
        assertThat(send("c-1.1")).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void aServerThatHangsUpOnANewConnectionIsNotAskedForEver() {
        for (int i = 0; i < 10; i++) {
            stub.willReply("MAIL", SmtpStub.HANG_UP);
        }

        assertThat(send("c-1.1")).isInstanceOf(Outcome.Unavailable.class);
        assertThat(stub.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatCameBackIsReachedAgain() throws Exception {
        int port = stub.port();
        send("c-1.1");
        stub.close();
        // Refused, or reset when the port was still open for the handshake.
        assertThat(send("c-2.1"))
                .isIn(
                        unavailable("could not be reached: ConnectException", false),
                        unavailable("could not be reached: SocketException", false));

        try (var mailbox = new Mailbox(port)) {
            assertThat(send("c-3.1")).isInstanceOf(Outcome.Accepted.class);
            assertThat(mailbox.received("jo@example.com")).hasSize(1);
        }
    }

    @Test
    void aServerThatRefusesOneMailTakesTheNext() {
        stub.willReply("RCPT", "550 5.1.1 no such user jo@example.com");

        assertThat(send("c-1.1")).isEqualTo(new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, "SMTP 550 5.1.1"));
        assertThat(send("c-2.1")).isInstanceOf(Outcome.Accepted.class);
        assertThat(stub.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatSaysThatItHangsUpIsTakenAtItsWord() {
        stub.willReply("RCPT", "421 4.3.0 going down");

        assertThat(send("c-1.1")).isEqualTo(unavailable("SMTP 421 4.3.0", false));
        assertThat(send("c-2.1")).isInstanceOf(Outcome.Accepted.class);
        assertThat(stub.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionThatIsLostBeforeTheDotLeftNothing() {
        stub.willReply("middle", SmtpStub.HANG_UP);
        // So long that it does not fit into what the machine keeps for a connection that is no more.
        var longMail = new Message("jo@example.com", null, "Your code", "123456\n".repeat(2_000_000), null);

        assertThat(relays.inOrder().getFirst().provider().send(longMail, "c-1.1"))
                .isInstanceOfSatisfying(
                        Outcome.Unavailable.class,
                        lost -> assertThat(lost.perhapsTaken()).isFalse());
        assertThat(stub.mails()).isEmpty();
    }

    @Test
    void aConnectionThatIsLostAfterTheDotMayHaveLeftTheMailAndTheNextTryHasTheSameMessageId() {
        stub.willReply(".", SmtpStub.HANG_UP);

        assertThat(send("c-1.1")).isEqualTo(unavailable("connection lost" + AFTER_THE_DOT, true));
        assertThat(send("c-1.1")).isEqualTo(new Outcome.Accepted("<c-1.1@example.org>"));
        assertThat(stub.mails())
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail).contains("\nMessage-ID: <c-1.1@example.org>\n"));
    }

    @Test
    void aServerThatIsSilentAfterTheDotMayHaveTheMail() {
        stub.willReply(".", SmtpStub.SAY_NOTHING);

        assertThat(send("c-1.1"))
                .isEqualTo(new Outcome.Unavailable(
                        DeliveryReason.TIMED_OUT, "no answer in time" + AFTER_THE_DOT, null, true));
    }

    @Test
    void aServerThatRefusesAfterTheDotDoesNotHaveIt() {
        stub.willReply(".", "451 4.3.0 queue file write error", "554 5.7.1 looks like spam");

        assertThat(send("c-1.1")).isEqualTo(unavailable("SMTP 451 4.3.0", false));
        assertThat(send("c-1.1")).isEqualTo(new Outcome.Rejected(DeliveryReason.REJECTED, "SMTP 554 5.7.1"));
        assertThat(send("c-1.1")).isInstanceOf(Outcome.Accepted.class);
        assertThat(stub.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatGreylistsIsTriedAgainInAMinute() {
        stub.willReply("RCPT", "450 4.7.1 <jo@example.com>: greylisted");

        assertThat(send("c-1.1"))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.GREYLISTED, "SMTP 450 4.7.1", Duration.ofMinutes(1)));
    }

    @Test
    void aServerThatGreetsWithNoIsNotThereForUs() {
        stub.willReply("greeting", "554 5.3.2 no mail here");

        assertThat(send("c-1.1")).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForBeyondTheTimeout() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var relay = Relays.routes(Relays.plain(silent.getLocalPort()))) {
            assertThat(relay.inOrder().getFirst().provider().send(MAIL, "c-1.1"))
                    .isEqualTo(new Outcome.Unavailable(DeliveryReason.TIMED_OUT, "no answer in time", null, false));
        }
    }

    private Outcome send(String deliveryId) {
        return relays.inOrder().getFirst().provider().send(MAIL, deliveryId);
    }

    private static Outcome late(boolean perhapsTaken) {
        return new Outcome.Unavailable(
                DeliveryReason.TIMED_OUT,
                "no answer in time" + (perhapsTaken ? AFTER_THE_DOT : ""),
                null,
                perhapsTaken);
    }

    private static Outcome unavailable(String detail, boolean perhapsTaken) {
        return new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, detail, null, perhapsTaken);
    }
}
