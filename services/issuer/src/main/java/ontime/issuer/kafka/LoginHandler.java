package ontime.issuer.kafka;

import ontime.events.LoginStarted;
import ontime.issuer.challenge.Started;
import ontime.issuer.challenge.Starting;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the logins of {@code otp.logins}. */
final class LoginHandler implements EventHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LoginHandler.class);

    private final Starting starting;

    LoginHandler(Starting starting) {
        this.starting = starting;
    }

    @Override
    public void handle(SpecificRecord event) throws UnusableEventException {
        switch (event) {
            case LoginStarted login -> start(login);
            default ->
                throw new UnusableEventException(
                        "unexpected event " + event.getSchema().getName());
        }
    }

    private void start(LoginStarted login) throws UnusableEventException {
        switch (starting.start(login)) {
            case Started.Answer answer -> LOG.debug("login {}: {}", login.getLoginId(), answer);
            case Started.Unanswerable unanswerable -> throw new UnusableEventException(unanswerable.why());
        }
    }
}
