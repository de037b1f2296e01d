package ontime.sms;

import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the errors of the SNS API action Publish mean for a code (Amazon SNS API Reference, Publish and Common Errors).
 * Only the error code is kept: the message that comes with it quotes the phone number.
 */
final class SnsOutcomes {

    private SnsOutcomes() {}

    static Outcome of(SdkException failure) {
        return switch (failure) {
            case AwsServiceException answered -> answered(answered);
            case ApiCallTimeoutException late ->
                new Outcome.Deferred(DeliveryReason.TIMED_OUT, "no answer in time", null);
            case ApiCallAttemptTimeoutException late ->
                new Outcome.Deferred(DeliveryReason.TIMED_OUT, "no answer in time", null);
            default -> new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, "could not be reached", null);
        };
    }

    private static Outcome answered(AwsServiceException failure) {
        var details = failure.awsErrorDetails();
        String code =
                details == null || details.errorCode() == null ? "HTTP " + failure.statusCode() : details.errorCode();
        return switch (code) {
            case "Throttling", "ThrottledException", "Throttled", "RequestLimitExceeded", "TooManyRequestsException" ->
                new Outcome.Deferred(DeliveryReason.THROTTLED, code, null);
            case "InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid" ->
                new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, code);
            case "OptedOut", "OptedOutException" -> new Outcome.Rejected(DeliveryReason.OPTED_OUT, code);
            case "AuthorizationError",
                    "InvalidClientTokenId",
                    "InvalidSecurity",
                    "MissingAuthenticationToken",
                    "SignatureDoesNotMatch",
                    "AccessDenied",
                    "AccessDeniedException",
                    "OptInRequired",
                    "UserError" -> new Outcome.Rejected(DeliveryReason.NOT_AUTHORISED, code);
            // AWS documents the KMS errors only for encrypted topics; that they pass by themselves is our reading.
            case "KMSThrottling" -> new Outcome.Deferred(DeliveryReason.THROTTLED, code, null);
            default ->
                failure.statusCode() >= 500
                        ? new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, code, null)
                        : new Outcome.Rejected(DeliveryReason.REJECTED, code);
        };
    }
}
