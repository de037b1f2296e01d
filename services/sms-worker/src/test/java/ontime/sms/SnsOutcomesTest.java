package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;

import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.model.SnsException;

class SnsOutcomesTest {

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, THROTTLED",
        "400, ThrottledException, THROTTLED",
        "429, Anything, THROTTLED",
        "400, KMSThrottling, THROTTLED",
        "500, InternalError, PROVIDER_UNAVAILABLE",
        "503, ServiceUnavailable, PROVIDER_UNAVAILABLE"
    })
    void whatMayPassIsTriedAgain(int status, String code, DeliveryReason reason) {
        assertThat(SnsOutcomes.of(refusal(status, code))).isEqualTo(new Outcome.Deferred(reason, code, null));
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidParameter, INVALID_DESTINATION",
        "400, ParameterValueInvalid, INVALID_DESTINATION",
        "400, OptedOut, OPTED_OUT",
        "403, AuthorizationError, NOT_AUTHORISED",
        "403, InvalidClientTokenId, NOT_AUTHORISED",
        "403, SignatureDoesNotMatch, NOT_AUTHORISED",
        "400, SomethingNew, REJECTED"
    })
    void whatWillNeverBeTakenIsNot(int status, String code, DeliveryReason reason) {
        assertThat(SnsOutcomes.of(refusal(status, code))).isEqualTo(new Outcome.Rejected(reason, code));
    }

    @Test
    void anAnswerWithoutACodeIsKnownByItsStatus() {
        assertThat(SnsOutcomes.of(SnsException.builder().statusCode(502).build()))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, "HTTP 502", null));
    }

    @Test
    void aCodeThatIsNoWordIsNotRepeated() {
        assertThat(SnsOutcomes.of(refusal(400, "Invalid number +447700900123")))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.REJECTED, "HTTP 400"));
    }

    @Test
    void silenceAndAClosedDoorMayPass() {
        assertThat(SnsOutcomes.of(ApiCallTimeoutException.create(5000)))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.TIMED_OUT, "no answer in time", null));
        assertThat(SnsOutcomes.of(SdkClientException.create("connect to 10.0.0.1 refused")))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, "could not be reached", null));
    }

    private static AwsServiceException refusal(int status, String code) {
        var details = AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage("about +447700900123")
                .build();
        return SnsException.builder()
                .statusCode(status)
                .awsErrorDetails(details)
                .build();
    }
}
