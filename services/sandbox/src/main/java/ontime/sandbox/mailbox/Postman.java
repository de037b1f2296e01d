package ontime.sandbox.mailbox;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
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

    private static final String NOBODY = "bounce";
    private static final String NO_FRIEND = "complaint";

    private final Conditions conditions;
    private final Inbox inbox;
    private final InstantSource clock;
    private final Pause pause;
    private final Executor postbags;
    private final MailReports reports;

    /**
     * A postman for all mailboxes.
     *
     * @param postbags carries the mails that take a while to arrive; must not limit how many it runs at once
     * @param reports tells what became of the mails
     */
    public Postman(
            Conditions conditions,
            Inbox inbox,
            InstantSource clock,
            Pause pause,
            Executor postbags,
            MailReports reports) {
        Managers unused = new Managers();
        super(unused.getImapHostManager(), unused.getUserManager());
        this.conditions = conditions;
        this.inbox = inbox;
        this.clock = clock;
        this.pause = pause;
        this.postbags = postbags;
        this.reports = reports;
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
        Instant taken = clock.instant();
        for (Message copy : copies) {
            long travelMs = conditions.travelMs(behaviour);
            Instant end = taken.plusMillis(travelMs);
            var sent = new MailReports.Sent(mail, copy.to(), taken);
            // As with the simulator of Amazon SES, whoever is called so does not exist.
            if (copy.to().startsWith(NOBODY) || conditions.strikes(behaviour.failureRate())) {
                report(behaviour, travelMs, () -> reports.bounced(sent, end));
                continue;
            }
            if (travelMs == 0) {
                inbox.add(copy);
            } else {
                later(travelMs, () -> inbox.add(copy.arrivedAt(clock.instant())));
            }
            if (behaviour.notifications()) {
                report(behaviour, travelMs, () -> reports.arrived(sent, end));
            }
            if (copy.to().startsWith(NO_FRIEND) || conditions.strikes(behaviour.complaintRate())) {
                report(behaviour, travelMs, () -> reports.complained(sent, end));
            }
        }
    }

    /** As late, as often and as unreliably as the conditions say. */
    private void report(Behaviour behaviour, long travelMs, Runnable report) {
        if (conditions.strikes(behaviour.receiptLossRate())) {
            return;
        }
        later(travelMs + conditions.reportMs(behaviour), report);
        if (conditions.strikes(behaviour.receiptRepeatRate())) {
            later(travelMs + conditions.reportMs(behaviour), report);
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
