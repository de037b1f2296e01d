package ontime.gateway.kafka;

import java.util.ArrayList;
import java.util.List;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.DeliveryReceipt;
import ontime.events.TraceParent;
import ontime.gateway.correlation.Book;
import ontime.gateway.correlation.Handover;
import ontime.gateway.correlation.Silence;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Follows what the workers handed over, and which codes were entered. What goes wrong is the database's or the
 * registry's doing and will pass: it is thrown, and the whole batch is tried again, which does no harm.
 */
final class Follower implements BatchMessageListener<byte[], byte[]> {

    private final EventReader reader;
    private final Book book;
    private final Silence silence;
    private final Runnable passOn;

    Follower(EventReader reader, Book book, Silence silence, Runnable passOn) {
        this.reader = reader;
        this.book = book;
        this.silence = silence;
        this.passOn = passOn;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        var handovers = new ArrayList<Book.Expected>();
        var entered = new ArrayList<Book.Challenge>();
        for (var record : records) {
            switch (reader.read(record).orElse(null)) {
                case DeliveryReceipt receipt -> {
                    var handover = Handover.of(receipt);
                    if (handover != null) {
                        handovers.add(new Book.Expected(handover, silence.of(handover), trace(record)));
                    }
                }
                case CodeChecked check
                when check.getOutcome() == CheckOutcome.VERIFIED ->
                    entered.add(new Book.Challenge(check.getTenant(), check.getChallengeId()));
                case null, default -> {
                    // Nothing that a report could be about.
                }
            }
        }
        book.add(handovers);
        book.settle(entered);
        if (!handovers.isEmpty()) {
            passOn.run();
        }
    }

    private static @Nullable String trace(ConsumerRecord<byte[], byte[]> record) {
        var trace = TraceParent.of(record.headers());
        return trace == null ? null : trace.toString();
    }
}
