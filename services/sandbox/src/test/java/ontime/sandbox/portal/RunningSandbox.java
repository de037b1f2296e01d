package ontime.sandbox.portal;

import java.net.URI;
import java.time.Instant;
import ontime.sandbox.SandboxApplication;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.carrier.Carrier;
import ontime.sandbox.carrier.Sms;
import ontime.sandbox.inbox.Channel;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Message;
import org.springframework.context.ConfigurableApplicationContext;

/** A sandbox on free ports, with a fake issuer that sends through the simulated network. */
final class RunningSandbox implements AutoCloseable {

    static final String API_KEY = "a-key-that-no-browser-may-see";

    private final FakeIssuer issuer = new FakeIssuer(this::send);
    private final ConfigurableApplicationContext sandbox = SandboxApplication.application()
            .run(
                    "--server.port=0",
                    "--ontime.sandbox.sns-port=0",
                    "--ontime.sandbox.smtp-port=0",
                    "--ontime.sandbox.api-key=" + API_KEY,
                    "--ontime.sandbox.issuer-url=" + issuer.url());

    FakeIssuer issuer() {
        return issuer;
    }

    URI url() {
        return URI.create("http://localhost:" + sandbox.getEnvironment().getProperty("local.server.port"));
    }

    /** Puts a message onto a device as it is. */
    void receive(Message message) {
        sandbox.getBean(Inbox.class).add(message);
    }

    /** Back to a network without faults. */
    void mend() {
        sandbox.getBeansOfType(Conditions.class).values().forEach(Conditions::reset);
    }

    @Override
    public void close() {
        sandbox.close();
        issuer.close();
    }

    private void send(String channel, String destination, String text) throws InterruptedException {
        if (channel.equals("SMS")) {
            String number = "+44" + destination.replaceAll("\\D", "").substring(1);
            var _ = sandbox.getBean(Carrier.class).submit(new Sms(number, "OnTime", text));
        } else {
            String subject = "Your login code";
            receive(new Message(
                    Channel.EMAIL, destination, "OnTime <codes@example.org>", subject, text, Instant.now()));
        }
    }
}
