package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sns.model.SnsException;

/** The errors of the Amazon SNS API Reference (Publish, and Common Errors) with the status that it gives them. */
class SnsOutcomesTest {

    @ParameterizedTest
    @CsvSource({
        "400, Throttling",
        "400, ThrottlingException",
        "429, ThrottledException",
        "400, RequestLimitExceeded",
        "429, TooManyRequestsException",
        "400, KMSThrottling",
        "429, SomethingNew"
    })
    void whoIsTooFastIsAskedToBeSlower(int status, String code) {
        assertThat(SnsOutcomes.of(refusal(status, code))).isEqualTo(new Outcome.Throttled(code, null));
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError, true",
        "500, InternalFailure, true",
        "502, SomethingNew, true",
        "504, SomethingNew, true",
        // A server that says it is closed has not begun.
        "503, ServiceUnavailable, false"
    })
    void aFaultOfTheirsIsOneOfTheRoute(int status, String code, boolean perhapsTaken) {
        assertThat(SnsOutcomes.of(refusal(status, code)))
                .isEqualTo(new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, code, null, perhapsTaken));
    }

    @ParameterizedTest
    @CsvSource({"408, RequestTimeoutException", "400, RequestTimeout", "400, RequestAbortedException"})
    void aRequestThatDidNotArriveAsAWholeWasNotTaken(int status, String code) {
        assertThat(SnsOutcomes.of(refusal(status, code)))
                .isEqualTo(new Outcome.Unavailable(DeliveryReason.TIMED_OUT, code, null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "403, ExpiredToken",
        "403, ExpiredTokenException",
        "400, RequestExpired",
        "403, RequestTimeTooSkewed",
        "403, RequestInTheFuture"
    })
    void credentialsThatAreRotatedAndClocksThatAreSetComeRight(int status, String code) {
        assertThat(SnsOutcomes.of(refusal(status, code)))
                .isEqualTo(new Outcome.Unavailable(DeliveryReason.NOT_AUTHORISED, code, null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "403, AuthorizationError",
        "403, InvalidSecurity",
        "400, AccessDeniedException",
        "403, InvalidClientTokenId",
        "403, SignatureDoesNotMatch",
        "400, IncompleteSignature",
        "403, MissingAuthenticationToken",
        "400, NotAuthorized",
        "403, OptInRequired",
        "403, UnrecognizedClientException",
        "400, UserError",
        "400, KMSAccessDenied",
        "400, KMSDisabled",
        "400, KMSInvalidState",
        "400, KMSNotFound",
        "403, KMSOptInRequired"
    })
    void whoIsNotAllowedToSendIsNotByThisRoute(int status, String code) {
        assertThat(SnsOutcomes.of(refusal(status, code)))
                .isEqualTo(new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, code));
    }

    @Test
    void whoseAllowanceIsSpentIsNotByThisRoute() {
        assertThat(SnsOutcomes.of(refusal(402, "ServiceQuotaExceededException")))
                .isEqualTo(new Outcome.Refused(DeliveryReason.SPEND_LIMIT, "ServiceQuotaExceededException"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidParameter, Invalid parameter: PhoneNumber Reason: +447700900123 is not valid, INVALID_DESTINATION",
        "400, InvalidParameterValue, Invalid parameter: PhoneNumber Reason: +447700900123, INVALID_DESTINATION",
        "400, InvalidParameter, Invalid parameter: Message too long, REJECTED",
        "400, ValidationException, 1 validation error detected, REJECTED",
        "400, OptedOut, +447700900123 is opted out, OPTED_OUT",
        "400, EndpointDisabled, Endpoint is disabled, REJECTED",
        "404, NotFound, Topic does not exist, REJECTED",
        "413, RequestEntityTooLarge, too large, REJECTED",
        "400, SomethingNew, something new, REJECTED"
    })
    void whatIsWrongWithTheMessageIsWrongByEveryRoute(int status, String code, String words, DeliveryReason reason) {
        assertThat(SnsOutcomes.of(refusal(status, code, words, null))).isEqualTo(new Outcome.Rejected(reason, code));
    }

    @Test
    void anAnswerWithoutACodeIsKnownByItsStatus() {
        assertThat(SnsOutcomes.of(SnsException.builder().statusCode(502).build()))
                .isEqualTo(new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, "HTTP 502", null, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407})
    void whoeverInBetweenDoesNotLetUsThroughRefusesUsAndNotTheMessage(int status) {
        assertThat(SnsOutcomes.of(SnsException.builder().statusCode(status).build()))
                .isEqualTo(new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, "HTTP " + status));
    }

    @ParameterizedTest
    @CsvSource({
        "302, PROVIDER_UNAVAILABLE",
        "400, PROVIDER_UNAVAILABLE",
        "404, PROVIDER_UNAVAILABLE",
        "408, TIMED_OUT",
        "413, PROVIDER_UNAVAILABLE"
    })
    void onlyTheWordsOfSnsRejectAMessage(int status, DeliveryReason reason) {
        assertThat(SnsOutcomes.of(SnsException.builder().statusCode(status).build()))
                .isEqualTo(new Outcome.Unavailable(reason, "HTTP " + status, null, false));
    }

    @Test
    void aCodeThatIsNoWordIsNotRepeated() {
        assertThat(SnsOutcomes.of(refusal(400, "Invalid number +447700900123")))
                .isEqualTo(new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, "HTTP 400", null, false));
    }

    @ParameterizedTest
    @CsvSource({"Throttling, 400", "ServiceUnavailable, 503", "RequestExpired, 400", "InternalError, 500"})
    void aTimeThatTheyAskForIsHonoured(String code, int status) {
        assertThat(SnsOutcomes.of(refusal(status, code, "wait", "7")))
                .isInstanceOfSatisfying(
                        Outcome.TryAgain.class,
                        again -> assertThat(again.hint()).hasSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "Sun, 01 Mar 2026 10:00:00 GMT", "99999999999999999999"})
    void aTimeThatIsNoNumberOfSecondsIsNone(String retryAfter) {
        assertThat(SnsOutcomes.of(refusal(400, "Throttling", "wait", retryAfter)))
                .isEqualTo(new Outcome.Throttled("Throttling", null));
    }

    @Test
    void whoeverDoesNotAnswerInTimeMayHaveTakenTheMessage() {
        Stream.of(ApiCallTimeoutException.create(5000), ApiCallAttemptTimeoutException.create(5000))
                .forEach(late -> assertThat(SnsOutcomes.of(late))
                        .isEqualTo(new Outcome.Unavailable(
                                DeliveryReason.TIMED_OUT, "no answer in time, perhaps taken", null, true)));
    }

    @Test
    void whatNobodyCanTellMayHaveBeenTaken() {
        assertThat(SnsOutcomes.of(SdkClientException.create("Unable to execute request to +447700900123")))
                .isEqualTo(new Outcome.Unavailable(
                        DeliveryReason.PROVIDER_UNAVAILABLE, "connection lost, perhaps taken", null, true));
    }

    private static AwsServiceException refusal(int status, String code) {
        return refusal(status, code, "about +447700900123", null);
    }

    private static AwsServiceException refusal(int status, String code, String words, @Nullable String retryAfter) {
        var response = SdkHttpResponse.builder().statusCode(status);
        if (retryAfter != null) {
            response.putHeader("Retry-After", retryAfter);
        }
        var details = AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(words)
                .sdkHttpResponse(response.build())
                .build();
        return SnsException.builder()
                .statusCode(status)
                .awsErrorDetails(details)
                .build();
    }
}
