package ontime.issuer.kafka;

import ontime.events.DeliveryReceipt;
import ontime.events.LoginRefused;
import ontime.issuer.challenge.FallingBack;
import ontime.issuer.challenge.Suppressing;
import org.apache.avro.specific.SpecificRecord;

/** Follows what {@code otp.receipts} tells of deliveries. */
final class ReceiptHandler implements EventHandler {

    private final Suppressing suppressing;
    private final FallingBack fallingBack;

    ReceiptHandler(Suppressing suppressing, FallingBack fallingBack) {
        this.suppressing = suppressing;
        this.fallingBack = fallingBack;
    }

    @Override
    public void handle(SpecificRecord event) throws UnusableEventException {
        switch (event) {
            case DeliveryReceipt receipt -> {
                suppressing.hear(receipt);
                fallingBack.hear(receipt);
            }
            // The issuer's own, for the history and for whoever asked.
            case LoginRefused _ -> {}
            default ->
                throw new UnusableEventException(
                        "unexpected event " + event.getSchema().getName());
        }
    }
}
