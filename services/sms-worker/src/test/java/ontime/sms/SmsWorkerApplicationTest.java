package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;

import javax.xml.stream.XMLInputFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmsWorkerApplicationTest {

    private static final String XML_READER = "javax.xml.stream.XMLInputFactory";

    private final @Nullable String before = System.getProperty(XML_READER);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(XML_READER);
        } else {
            System.setProperty(XML_READER, before);
        }
    }

    @Test
    void theReaderOfAnswersIsNamedSoThatNoneIsSearchedFor() {
        System.clearProperty(XML_READER);

        SmsWorkerApplication.application();

        assertThat(System.getProperty(XML_READER))
                .isEqualTo(XMLInputFactory.newDefaultFactory().getClass().getName());
        assertThat(XMLInputFactory.newInstance()).hasSameClassAs(XMLInputFactory.newDefaultFactory());
    }

    @Test
    void aReaderThatIsNamedAlreadyStays() {
        System.setProperty(XML_READER, "com.example.Reader");

        SmsWorkerApplication.application();

        assertThat(System.getProperty(XML_READER)).isEqualTo("com.example.Reader");
    }
}
