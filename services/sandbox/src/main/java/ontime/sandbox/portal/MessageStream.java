package ontime.sandbox.portal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Inbox.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Pushes what arrives to the demo page, as server-sent events whose id is the message's number. */
@RestController
final class MessageStream {

    private static final int NEWEST_AT_START = 20;
    private static final int MOST_READERS = 100;

    /** How often a quiet stream says that it lives; a reader that is gone is noticed no later. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Inbox inbox;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MOST_READERS);

    MessageStream(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Hangs up before the web server stops; it would take the open streams for failed requests. */
    @EventListener(ContextClosedEvent.class)
    void hangUp() {
        readers.shutdownNow();
    }

    @GetMapping(path = "/portal/messages", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream(@RequestHeader("Last-Event-ID") @Nullable Long lastSeen) {
        if (readers.isShutdown() || !places.tryAcquire()) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        }
        SseEmitter stream = new SseEmitter(0L);
        readers.execute(() -> {
            try {
                pump(stream, inbox.resume(lastSeen, NEWEST_AT_START));
            } finally {
                places.release();
            }
        });
        return ResponseEntity.ok(stream);
    }

    private void pump(SseEmitter stream, long start) {
        long number = start;
        try {
            stream.send(SseEmitter.event().comment("open"));
            while (true) {
                List<Entry> entries = inbox.awaitAfter(number, HEARTBEAT);
                if (entries.isEmpty()) {
                    stream.send(SseEmitter.event().comment("quiet"));
                }
                for (Entry entry : entries) {
                    number = entry.number();
                    stream.send(SseEmitter.event().id(Long.toString(number)).data(entry.message()));
                }
            }
        } catch (IOException | IllegalStateException gone) {
            stream.completeWithError(gone);
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            stream.complete();
        }
    }
}
