package ontime.sandbox.inbox;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ontime.sandbox.SetClock;
import ontime.sandbox.inbox.Inbox.Entry;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox(3);

    @Test
    void theOldestMessageGivesWayWhenTheInboxIsFull() {
        for (int second = 0; second < 5; second++) {
            receive(second);
        }

        assertThat(inbox.since(Instant.MIN, _ -> true))
                .extracting(Message::body)
                .containsExactly("2", "3", "4");
    }

    @Test
    void aMessageThatArrivedAtTheVeryInstantIsSinceThen() {
        receive(0);
        receive(1);

        assertThat(inbox.since(SetClock.START.plusSeconds(1), _ -> true))
                .extracting(Message::body)
                .containsExactly("1");
    }

    @Test
    void whoeverWaitsIsWokenByTheNextMessage() throws Exception {
        receive(0);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<List<Entry>> next = new CompletableFuture<>();
            readers.execute(() -> {
                try {
                    next.complete(inbox.awaitAfter(1, ofSeconds(30)));
                } catch (InterruptedException e) {
                    next.completeExceptionally(e);
                }
            });
            receive(1);

            assertThat(next.get()).extracting(Entry::number).containsExactly(2L);
        }
    }

    @Test
    void whoeverWaitsInVainGetsNothing() throws InterruptedException {
        assertThat(inbox.awaitAfter(0, Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void aReaderGoesOnWhereItStoppedUnlessTheCountingHasBegunAnew() throws InterruptedException {
        receive(0);
        receive(1);
        receive(2);

        assertThat(inbox.resume(2L, 10)).isEqualTo(2);
        assertThat(inbox.resume(null, 2)).isEqualTo(1);
        assertThat(inbox.resume(99L, 10)).as("from before a restart").isZero();
        assertThat(inbox.awaitAfter(inbox.resume(2L, 10), ZERO))
                .extracting(Entry::number)
                .containsExactly(3L);
    }

    private void receive(int second) {
        inbox.add(new Message(
                Channel.SMS,
                "+447700900123",
                "OnTime",
                null,
                Integer.toString(second),
                SetClock.START.plusSeconds(second)));
    }
}
