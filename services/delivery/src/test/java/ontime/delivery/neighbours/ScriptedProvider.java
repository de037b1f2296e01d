package ontime.delivery.neighbours;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import ontime.delivery.Outcome;
import ontime.delivery.Provider;
import ontime.sealing.Message;

/** A provider that answers as it was told to, and takes everything when it was told nothing. */
public final class ScriptedProvider implements Provider {

    private final Queue<Supplier<Outcome>> script = new ConcurrentLinkedQueue<>();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

    /** What it was called with. */
    public record Sent(Message message, String deliveryId) {}

    /** Adds the answer to one more call; whatever else is to happen during the call happens in the supplier. */
    public ScriptedProvider then(Supplier<Outcome> answer) {
        script.add(answer);
        return this;
    }

    public Queue<Sent> sent() {
        return sent;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Outcome send(Message message, String deliveryId) {
        sent.add(new Sent(message, deliveryId));
        Supplier<Outcome> answer = script.poll();
        return answer == null ? new Outcome.Accepted("message-" + sent.size()) : answer.get();
    }
}
