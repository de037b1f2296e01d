package ontime.delivery;

import ontime.events.DeliveryReceipt;

/** Where receipts go. */
public interface Receipts {

    /**
     * Returns when the receipt is safe.
     *
     * @throws InterruptedException when the worker is told to stop before that
     */
    void publish(DeliveryReceipt receipt, TraceContext trace) throws InterruptedException;
}
