package ontime.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import ontime.sealing.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailWriterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ADDRESS = "jo@example.com";

    private final Session session = Session.getInstance(new Properties());
    private final MailWriter writer =
            new MailWriter(new InternetAddress("OnTime <codes@example.org>", true), InstantSource.fixed(NOW));

    MailWriterTest() throws MessagingException {}

    @Test
    void aMailSaysWhoWroteItToWhomWhenAndThatAMachineDid() throws Exception {
        MimeMessage mail = write(new Message(ADDRESS, null, "Your code K7", "123456", "<p>123456</p>"));

        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("OnTime <codes@example.org>");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(ADDRESS);
        assertThat(mail.getSubject()).isEqualTo("Your code K7");
        assertThat(mail.getSentDate()).isEqualTo(Date.from(NOW));
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void itsMessageIdLeadsBackToTheDeliveryHoweverOftenItIsSaved() throws Exception {
        MimeMessage mail = write(new Message(ADDRESS, null, "Your code", "123456", null));
        mail.saveChanges();

        assertThat(mail.getMessageID()).isEqualTo("<c-1.2@example.org>");
    }

    @Test
    void textAndHtmlAreAlternativesTheRicherOneLast() throws Exception {
        MimeMessage mail = write(new Message(ADDRESS, null, "Your code", "123456 é", "<p>123456 é</p>"));

        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("123456 é");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>123456 é</p>");
    }

    @Test
    void withoutHtmlItIsPlainText() throws Exception {
        MimeMessage mail = write(new Message(ADDRESS, null, "Your code", "123456", null));

        assertThat(mail.getContentType()).startsWith("text/plain");
        assertThat(mail.getContent()).isEqualTo("123456");
    }

    @Test
    void aSenderOfItsOwnTakesTheRoutesPlace() throws Exception {
        MimeMessage mail = write(new Message(ADDRESS, "login@example.com", "Your code", "123456", null));

        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("login@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nBcc: eve@example.com", "\nBcc: eve@example.com", "\rBcc: eve@example.com"})
    void aLineBreakNeverBecomesAHeaderLine(String injected) throws Exception {
        assertThatThrownBy(() -> write(new Message(ADDRESS + injected, null, "s", "t", null)))
                .isInstanceOf(MessagingException.class)
                .hasMessageNotContaining("@");
        assertThatThrownBy(() -> write(new Message(ADDRESS, ADDRESS + injected, "s", "t", null)))
                .isInstanceOf(MessagingException.class)
                .hasMessageNotContaining("@");
        assertThatThrownBy(() -> writer.write(session, new Message(ADDRESS, null, "s", "t", null), "c-1.2" + injected))
                .isInstanceOf(MessagingException.class)
                .hasMessageNotContaining("eve");

        MimeMessage mail = write(new Message(ADDRESS, null, "Your code" + injected, "t" + injected, "h" + injected));
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("Your code Bcc: eve@example.com");
        assertThat(headerLines(mail)).noneMatch(line -> line.startsWith("Bcc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jo", "jo@", "@example.com", "a@example.com, b@example.com", "jo@exa mple.com"})
    void whatIsNoSingleAddressIsRefused(String address) {
        assertThatThrownBy(() -> write(new Message(address, null, "s", "t", null)))
                .isInstanceOf(MessagingException.class);
    }

    private MimeMessage write(Message message) throws MessagingException {
        return writer.write(session, message, "c-1.2");
    }

    /** The lines before the first empty one, as they go over the wire. */
    private static List<String> headerLines(MimeMessage mail) throws Exception {
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toString(UTF_8).lines().takeWhile(line -> !line.isEmpty()).toList();
    }
}
