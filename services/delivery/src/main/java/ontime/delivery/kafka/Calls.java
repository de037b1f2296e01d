package ontime.delivery.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import ontime.delivery.DeliveryMetrics;
import ontime.delivery.Outcome;
import ontime.delivery.engine.Answer;
import ontime.delivery.engine.Call;
import ontime.events.Channel;
import ontime.events.OtpRequested;
import ontime.sealing.Envelope;
import ontime.sealing.Message;
import ontime.sealing.UnreadableSealException;
import ontime.sealing.Unsealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls to providers, each on a virtual thread of its own, which opens the message first. */
final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final Channel channel;
    private final Unsealer unsealer;
    private final EventDecoder decoder;
    private final DeliveryMetrics metrics;
    private final EngineRoom room;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("call-", 0).factory());

    Calls(
            Channel channel,
            Unsealer unsealer,
            EventDecoder decoder,
            DeliveryMetrics metrics,
            EngineRoom room,
            InstantSource clock) {
        this.channel = channel;
        this.unsealer = unsealer;
        this.decoder = decoder;
        this.metrics = metrics;
        this.room = room;
        this.clock = clock;
    }

    /** Begins a call and returns at once. */
    void begin(Call call) {
        var record = (ReceivedRecord) call.delivery().request().content();
        record.callBegins();
        try {
            threads.execute(() -> make(call, record));
        } catch (RejectedExecutionException e) {
            LOG.info(
                    "challenge {} is left to the next reader",
                    call.delivery().request().id().challengeId());
        }
    }

    /** Interrupts what has not ended. */
    void stop() {
        threads.shutdownNow();
    }

    private void make(Call call, ReceivedRecord record) {
        Answer answer;
        try {
            OtpRequested request = decoder.request(record);
            // Its receipt is written in a moment and needs it again.
            record.holdEvent(request);
            Message message = open(request);
            Instant dispatchedAt = clock.instant();
            Outcome outcome = call.route()
                    .provider()
                    .send(message, call.delivery().request().id().toString());
            metrics.attempted(channel, call.route().provider().name(), outcome);
            answer = new Answer.Answered(outcome, dispatchedAt);
        } catch (UnreadableSealException e) {
            LOG.error(
                    "challenge {} cannot be delivered",
                    call.delivery().request().id().challengeId(),
                    e);
            answer = new Answer.Unreadable(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // Errors too: a record that nobody finishes would hold its partition's offset for ever.
            LOG.error(
                    "the delivery of challenge {} failed",
                    call.delivery().request().id().challengeId(),
                    wordless(e));
            answer = new Answer.Broken("failed on our side: " + e.getClass().getSimpleName());
        }
        Answer end = answer;
        room.tell(engine -> engine.callEnded(call, end, clock.instant()));
        record.callEnded();
    }

    private Message open(OtpRequested request) throws UnreadableSealException {
        var envelope = new Envelope(
                request.getChallengeId(),
                request.getDelivery(),
                request.getChannel().name());
        byte[] sealed = new byte[request.getSealed().remaining()];
        request.getSealed().duplicate().get(sealed);
        return unsealer.unseal(sealed, envelope);
    }

    /** The place of a fault of ours without its words: they may quote a destination or a code. */
    private static Exception wordless(Throwable fault) {
        var place = new Exception(fault.getClass().getName());
        place.setStackTrace(fault.getStackTrace());
        return place;
    }
}
