package ontime.sms;

import java.util.regex.Pattern;
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

    private static final Pattern WORD = Pattern.compile("[A-Za-z.]{1,60}");

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
        String code = code(failure);
        return switch (code) {
            case "Throttling",
                    "ThrottlingException",
                    "ThrottledException",
                    "Throttled",
                    "RequestLimitExceeded",
                    "TooManyRequestsException",
                    // AWS documents the KMS errors for encrypted topics only; that they pass is our reading.
                    "KMSThrottling" -> new Outcome.Deferred(DeliveryReason.THROTTLED, code, null);
            case "InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid" ->
                new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, code);
            case "OptedOut", "OptedOutException" -> new Outcome.Rejected(DeliveryReason.OPTED_OUT, code);
            // Credentials that are rotated: the next call is signed with fresh ones.
            case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
                new Outcome.Deferred(DeliveryReason.NOT_AUTHORISED, code, null);
            case "AuthorizationError",
                    "IncompleteSignature",
                    "InvalidSignatureException",
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSecurity",
                    "MissingAuthenticationToken",
                    "SignatureDoesNotMatch",
                    "AccessDenied",
                    "AccessDeniedException",
                    "OptInRequired",
                    "UserError" -> new Outcome.Rejected(DeliveryReason.NOT_AUTHORISED, code);
            default -> byStatus(failure.statusCode(), code);
        };
    }

    private static Outcome byStatus(int status, String code) {
        if (status == 429) {
            return new Outcome.Deferred(DeliveryReason.THROTTLED, code, null);
        }
        return status >= 500
                ? new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, code, null)
                : new Outcome.Rejected(DeliveryReason.REJECTED, code);
    }

    /** Codes are single words; what is none is not repeated, because it could be anything. */
    private static String code(AwsServiceException failure) {
        var details = failure.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code != null && WORD.matcher(code).matches() ? code : "HTTP " + failure.statusCode();
    }
}
