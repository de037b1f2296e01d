package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import ontime.delivery.Outcome;
import ontime.sealing.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

class SnsProviderTest {

    private static final String NUMBER = "+447700900123";

    private final SnsStub stub = new SnsStub();
    private final SnsClient sns = SnsClient.builder()
            .region(Region.EU_WEST_2)
            .endpointOverride(stub.endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(Apache5HttpClient.create())
            .build();

    SnsProviderTest() throws IOException {}

    @AfterEach
    void close() {
        sns.close();
        stub.close();
    }

    @Test
    void theSenderOfAMessageIsItsSenderId() {
        send("MY-BANK");

        assertThat(attributes())
                .isEqualTo(Map.of("AWS.SNS.SMS.SMSType", "Transactional", "AWS.SNS.SMS.SenderID", "MY-BANK"));
    }

    @Test
    void withoutASenderTheRoutesOwnIsUsed() {
        send(null);

        assertThat(attributes()).isEqualTo(Map.of("AWS.SNS.SMS.SMSType", "Transactional"));
    }

    private void send(@Nullable String sender) {
        assertThat(new SnsProvider(sns).send(new Message(NUMBER, sender, null, "text", null), "d-1"))
                .isEqualTo(new Outcome.Accepted("m-1"));
    }

    /** The message attributes of the one call, which the protocol numbers from 1. */
    private Map<String, String> attributes() {
        Map<String, String> call = stub.calls(NUMBER).toList().getFirst();
        var attributes = new HashMap<String, String>();
        for (int i = 1; call.containsKey("MessageAttributes.entry." + i + ".Name"); i++) {
            String entry = "MessageAttributes.entry." + i;
            attributes.put(call.get(entry + ".Name"), call.get(entry + ".Value.StringValue"));
        }
        return attributes;
    }
}
