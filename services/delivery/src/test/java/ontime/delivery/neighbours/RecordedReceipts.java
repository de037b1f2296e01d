package ontime.delivery.neighbours;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import ontime.delivery.Receipts;
import ontime.delivery.TraceContext;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;

/** Receipts that stay here. */
public final class RecordedReceipts implements Receipts {

    private final List<DeliveryReceipt> published = new CopyOnWriteArrayList<>();
    private final List<TraceContext> traces = new CopyOnWriteArrayList<>();

    @Override
    public void publish(DeliveryReceipt receipt, TraceContext trace) {
        published.add(receipt);
        traces.add(trace);
    }

    public List<DeliveryReceipt> published() {
        return published;
    }

    public List<DeliveryStatus> statuses() {
        return published.stream().map(DeliveryReceipt::getStatus).toList();
    }

    public List<TraceContext> traces() {
        return traces;
    }
}
