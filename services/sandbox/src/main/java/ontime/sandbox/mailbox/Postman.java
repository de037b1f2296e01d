package ontime.sandbox.mailbox;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import ontime.sandbox.behaviour.Behaviour;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.behaviour.Pause;
import ontime.sandbox.inbox.Channel;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Message;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a mail, as well or badly as the conditions allow. GreenMail asks it at every step. */
public final class Postman extends SmtpManager {

    static final String OUT_OF_SERVICE = "421 4.3.2 Service not available, closing transmission channel";

    /** What Amazon SES says over SMTP when its sending rate is exceeded. */
    private static final String THROTTLED = "454 Throttling failure: Maximum sending rate exceeded.";

    private static final String GREYLISTED = "451 4.7.1 Greylisted, please try again later";
    private static final String UNREADABLE = "554 5.6.0 Message cannot be read";

    private final Conditions conditions;
    private final Inbox inbox;
    private final InstantSource clock;
    private final Pause pause;
    private final Executor postbags;

    /**
     * A postman for all mailboxes.
     *
     * @param postbags carries the mails that take a while to arrive; must not limit how many it runs at once
     */
    public Postman(Conditions conditions, Inbox inbox, InstantSource clock, Pause pause, Executor postbags) {
        Managers unused = new Managers();
        super(unused.getImapHostManager(), unused.getUserManager());
        this.conditions = conditions;
        this.inbox = inbox;
        this.clock = clock;
        this.pause = pause;
        this.postbags = postbags;
    }

    /** Refuses those who were connected before the outage began. */
    @Override
    public @Nullable String checkSender(SmtpState state, MailAddress sender) {
        return conditions.in(null).outage() ? OUT_OF_SERVICE : null;
    }

    /** Answers the end of the mail's data: null takes it, anything else is the refusal. */
    @Override
    public @Nullable String checkData(SmtpState state) {
        Behaviour behaviour = conditions.in(null);
        if (conditions.throttles(null)) {
            return THROTTLED;
        }
        try {
            pause.forMillis(behaviour.latencyMs());
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            return OUT_OF_SERVICE;
        }
        if (conditions.strikes(behaviour.errorRate())) {
            return GREYLISTED;
        }
        List<Message> copies;
        try {
            copies = copies(state);
        } catch (MessagingException | IOException unreadable) {
            return UNREADABLE;
        }
        if (!conditions.strikes(behaviour.lossRate())) {
            deliver(copies, behaviour.deliveryDelayMs());
        }
        return null;
    }

    /** Does nothing: the mail was delivered with the answer, and is not kept a second time. */
    @Override
    public void send(SmtpState state) {}

    private void deliver(List<Message> copies, long delayMs) {
        if (delayMs == 0) {
            copies.forEach(inbox::add);
            return;
        }
        postbags.execute(() -> {
            try {
                pause.forMillis(delayMs);
                copies.forEach(copy -> inbox.add(copy.arrivedAt(clock.instant())));
            } catch (InterruptedException shutdown) {
                // The sandbox is going down, and the mail with it.
                Thread.currentThread().interrupt();
            }
        });
    }

    private List<Message> copies(SmtpState state) throws MessagingException, IOException {
        MimeMessage mail = state.getMessage().getMessage();
        String from = MailText.sender(mail);
        String subject = mail.getSubject();
        String body = MailText.of(mail);
        return state.getMessage().getToAddresses().stream()
                .map(to -> new Message(Channel.EMAIL, to.getEmail(), from, subject, body, clock.instant()))
                .toList();
    }
}
