package ontime.gateway.aws;

import ontime.gateway.correlation.Call;

/** A message of Amazon SNS whose signature was found in order. */
public sealed interface Envelope {

    /** What a topic brought. */
    record Notification(Call call) implements Envelope {}

    /** SNS asks whether we want what the topic brings. */
    record Subscription(Topic topic, String token) implements Envelope {
        @Override
        public String toString() {
            return "Subscription[" + topic + "]";
        }
    }

    /** Somebody has ended the subscription. */
    record Unsubscription(Topic topic) implements Envelope {}
}
