package ontime.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.kiota.ApiException;
import java.io.EOFException;
import java.net.ConnectException;
import org.apache.avro.AvroRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryOutageTest {

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503})
    void aRegistryThatCannotAnswerJustNowSaysNothingAboutTheRecord(int status) {
        assertThat(RegistryOutage.caused(new RuntimeException(answered(status))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409})
    void aRegistryThatDoesNotKnowTheSchemaMakesADeadLetter(int status) {
        assertThat(RegistryOutage.caused(new RuntimeException(answered(status))))
                .isFalse();
    }

    @Test
    void aRegistryThatIsNotThereIsWaitedFor() {
        assertThat(RegistryOutage.caused(new IllegalStateException(new ConnectException())))
                .isTrue();
    }

    @Test
    void bytesThatAreNoEventAreNoOutage() {
        assertThat(RegistryOutage.caused(new AvroRuntimeException("no such branch")))
                .isFalse();
        assertThat(RegistryOutage.caused(new RuntimeException(new EOFException())))
                .isFalse();
    }

    private static ApiException answered(int status) {
        return new Answer(status);
    }

    private static final class Answer extends ApiException {
        private static final long serialVersionUID = 1;

        Answer(int status) {
            setResponseStatusCode(status);
        }
    }
}
