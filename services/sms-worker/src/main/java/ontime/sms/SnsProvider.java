package ontime.sms;

import java.util.Map;
import ontime.delivery.Outcome;
import ontime.delivery.Provider;
import ontime.sealing.Message;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** AWS SNS, direct to a phone. One call for one message; the SDK's own retries are off. */
final class SnsProvider implements Provider {

    private static final MessageAttributeValue TRANSACTIONAL = text("Transactional");

    private final SnsClient sns;

    SnsProvider(SnsClient sns) {
        this.sns = sns;
    }

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public Outcome send(Message message, String deliveryId) {
        try {
            var answer = sns.publish(PublishRequest.builder()
                    .phoneNumber(message.destination())
                    .message(message.text())
                    .messageAttributes(attributes(message))
                    .build());
            return new Outcome.Accepted(answer.messageId());
        } catch (SdkException e) {
            return SnsOutcomes.of(e);
        }
    }

    private static Map<String, MessageAttributeValue> attributes(Message message) {
        String sender = message.sender();
        return sender == null
                ? Map.of("AWS.SNS.SMS.SMSType", TRANSACTIONAL)
                : Map.of("AWS.SNS.SMS.SMSType", TRANSACTIONAL, "AWS.SNS.SMS.SenderID", text(sender));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
