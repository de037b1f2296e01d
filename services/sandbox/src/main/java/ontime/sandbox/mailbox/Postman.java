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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a mail, as well or badly as the conditions allow. GreenMail asks it at every step. */
public final class Postman extends SmtpManager {

    static final String OUT_OF_SERVICE = "421 4.3.2 Service not available, closing transmission channel";

    /** What Amazon SES says over SMTP when its sending rate is exceeded. */
    private static final String THROTTLED = "454 Throttling failure: Maximum sending rate exceeded.";

    private static final String GREYLISTED = "451 4.7.1 Greylisted, please try again later";
    private static final String UNREADABLE = "554 5.6.0 Message cannot be read";

    private static final String NOBODY = "bounce";
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    private final Conditions conditions;
    private final Inbox inbox;
    private final InstantSource clock;
    private final Pause pause;
    private final Executor postbags;
    private final @Nullable BounceBox bounces;

    /**
     * A postman for all mailboxes.
     *
     * @param postbags carries the mails that take a while to arrive; must not limit how many it runs at once
     * @param bounces where mails go that are sent back; null when nobody looks, then they are lost
     */
    public Postman(
            Conditions conditions,
            Inbox inbox,
            InstantSource clock,
            Pause pause,
            Executor postbags,
            @Nullable BounceBox bounces) {
        Managers unused = new Managers();
        super(unused.getImapHostManager(), unused.getUserManager());
        this.conditions = conditions;
        this.inbox = inbox;
        this.clock = clock;
        this.pause = pause;
        this.postbags = postbags;
        this.bounces = bounces;
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
            deliver(copies, behaviour, state.getMessage().getMessage());
        }
        return null;
    }

    /** Does nothing: the mail was delivered with the answer, and is not kept a second time. */
    @Override
    public void send(SmtpState state) {}

    private void deliver(List<Message> copies, Behaviour behaviour, MimeMessage mail) {
        for (Message copy : copies) {
            // As with the simulator of Amazon SES, whoever is called so does not exist.
            if (copy.to().startsWith(NOBODY) || conditions.strikes(behaviour.failureRate())) {
                later(
                        behaviour.deliveryDelayMs()
                                + behaviour.receiptDelayMs()
                                + conditions.upTo(behaviour.receiptSpreadMs()),
                        () -> sendBack(mail, copy.to()));
            } else if (behaviour.deliveryDelayMs() == 0) {
                inbox.add(copy);
            } else {
                later(behaviour.deliveryDelayMs(), () -> inbox.add(copy.arrivedAt(clock.instant())));
            }
        }
    }

    private void sendBack(MimeMessage mail, String to) {
        if (bounces == null) {
            return;
        }
        try {
            bounces.add(Bounce.of(mail, to, clock.instant()));
        } catch (MessagingException e) {
            LOG.warn("a mail could not be sent back: {}", e.getClass().getSimpleName());
        }
    }

    private void later(long delayMs, Runnable work) {
        postbags.execute(() -> {
            try {
                pause.forMillis(delayMs);
                work.run();
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
