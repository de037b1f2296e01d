package ontime.sms;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the errors of the SNS API action Publish mean for a code. The codes are those of the Amazon SNS API Reference,
 * under Publish and under Common Errors, and those that the developer guide names for SMS. Only the code is kept: the
 * message that comes with it quotes the phone number.
 *
 * <p>A monthly spend quota that is used up is in no row: SNS takes the message all the same, and says "No quota left
 * for account" in the delivery status that the receipt gateway reads.
 */
final class SnsOutcomes {

    private static final Pattern WORD = Pattern.compile("[A-Za-z.]{1,60}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

    /** What ends before anything was sent. */
    private static final Set<Class<? extends Exception>> BEFORE_THE_REQUEST = Set.of(
            ConnectException.class,
            NoRouteToHostException.class,
            UnknownHostException.class,
            SSLHandshakeException.class,
            SSLPeerUnverifiedException.class,
            ConnectionRequestTimeoutException.class);

    private SnsOutcomes() {}

    static Outcome of(SdkException failure) {
        return switch (failure) {
            case AwsServiceException answered -> answered(answered);
            case ApiCallTimeoutException late -> late();
            case ApiCallAttemptTimeoutException late -> late();
            default -> notAnswered(failure);
        };
    }

    private static Outcome answered(AwsServiceException failure) {
        String code = code(failure);
        return switch (code) {
            // Publish: InvalidParameter, InvalidParameterValue; Common Errors: ValidationError, ValidationException.
            case "InvalidParameter",
                    "InvalidParameterValue",
                    "ParameterValueInvalid",
                    "ValidationError",
                    "ValidationException" ->
                new Outcome.Rejected(
                        isAboutTheNumber(failure) ? DeliveryReason.INVALID_DESTINATION : DeliveryReason.REJECTED, code);
            // What other actions of SNS answer about such a number; Publish often takes the message and drops it.
            case "OptedOut", "OptedOutException" -> new Outcome.Rejected(DeliveryReason.OPTED_OUT, code);
            // Credentials that are rotated, and a clock that is wrong: the next call is signed anew.
            case "ExpiredToken",
                    "ExpiredTokenException",
                    "RequestExpired",
                    "RequestTimeTooSkewed",
                    "RequestInTheFuture" ->
                new Outcome.Unavailable(DeliveryReason.NOT_AUTHORISED, code, retryAfter(failure), false);
            // Publish: AuthorizationError, InvalidSecurity; the rest: Common Errors.
            case "AuthorizationError",
                    "InvalidSecurity",
                    "AccessDenied",
                    "AccessDeniedException",
                    "IncompleteSignature",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "NotAuthorized",
                    "OptInRequired",
                    "SignatureDoesNotMatch",
                    "UnrecognizedClientException",
                    // The SMS sandbox of a new account sends to verified numbers only.
                    "UserError",
                    "UserErrorException",
                    // Publish: the key of an encrypted topic. A phone has no topic, but a proxy in between may.
                    "KMSAccessDenied",
                    "KMSDisabled",
                    "KMSInvalidState",
                    "KMSNotFound",
                    "KMSOptInRequired" -> new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, code);
            // What AWS SDKs take for an allowance that is used up.
            case "LimitExceededException", "ServiceQuotaExceededException" ->
                new Outcome.Refused(DeliveryReason.SPEND_LIMIT, code);
            // Publish: KMSThrottling; Common Errors: ThrottlingException; Throttling is "Rate exceeded".
            case "KMSThrottling",
                    "RequestLimitExceeded",
                    "Throttled",
                    "ThrottledException",
                    "Throttling",
                    "ThrottlingException",
                    "TooManyRequestsException" -> new Outcome.Throttled(code, retryAfter(failure));
            // Common Errors: the request did not arrive as a whole.
            case "RequestTimeout", "RequestTimeoutException", "RequestAbortedException" ->
                new Outcome.Unavailable(DeliveryReason.TIMED_OUT, code, retryAfter(failure), false);
            default -> byStatus(failure, code);
        };
    }

    private static Outcome byStatus(AwsServiceException failure, String code) {
        int status = failure.statusCode();
        if (status == 429 || failure.isThrottlingException()) {
            return new Outcome.Throttled(code, retryAfter(failure));
        }
        if (status < 500) {
            return isOfSns(failure)
                    ? new Outcome.Rejected(DeliveryReason.REJECTED, code)
                    : bySomebodyInBetween(status, code, retryAfter(failure));
        }
        // A server that broke while it worked may have done its work; one that says it is closed has not begun.
        return new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, code, retryAfter(failure), status != 503);
    }

    /** A proxy, or a server that is none of AWS's: what it refuses is us, or the way, never the one message. */
    private static Outcome bySomebodyInBetween(int status, String shown, @Nullable Duration hint) {
        return switch (status) {
            case 401, 403, 407 -> new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, shown);
            case 408 -> new Outcome.Unavailable(DeliveryReason.TIMED_OUT, shown, hint, false);
            default -> new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, shown, hint, false);
        };
    }

    private static Outcome late() {
        return new Outcome.Unavailable(DeliveryReason.TIMED_OUT, "no answer in time, perhaps taken", null, true);
    }

    private static Outcome notAnswered(SdkException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectTimeoutException) {
                return new Outcome.Unavailable(DeliveryReason.TIMED_OUT, "no connection in time", null, false);
            }
            if (cause instanceof SocketTimeoutException) {
                return late();
            }
            if (isBeforeTheRequest(cause)) {
                return new Outcome.Unavailable(
                        DeliveryReason.PROVIDER_UNAVAILABLE,
                        "not reached: " + cause.getClass().getSimpleName(),
                        null,
                        false);
            }
        }
        if (String.valueOf(failure.getMessage()).startsWith("Unable to load credentials")) {
            return new Outcome.Unavailable(DeliveryReason.NOT_AUTHORISED, "no credentials", null, false);
        }
        // Broken off in between: nobody can tell on which side of the decisive byte.
        return new Outcome.Unavailable(
                DeliveryReason.PROVIDER_UNAVAILABLE, "connection lost, perhaps taken", null, true);
    }

    private static boolean isBeforeTheRequest(Throwable cause) {
        return BEFORE_THE_REQUEST.stream().anyMatch(kind -> kind.isInstance(cause));
    }

    /** SNS names the parameter before it quotes its value. */
    private static boolean isAboutTheNumber(AwsServiceException failure) {
        var details = failure.awsErrorDetails();
        return details != null && String.valueOf(details.errorMessage()).contains("PhoneNumber");
    }

    /** Codes are single words; what is none is not repeated, because it could be anything. */
    private static String code(AwsServiceException failure) {
        String code = errorCode(failure);
        return isWord(code) ? code : "HTTP " + failure.statusCode();
    }

    private static boolean isOfSns(AwsServiceException failure) {
        return isWord(errorCode(failure));
    }

    private static String errorCode(AwsServiceException failure) {
        var details = failure.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }

    private static boolean isWord(String code) {
        return WORD.matcher(code).matches();
    }

    /** Retry-After in seconds (RFC 9110 section 10.2.3). Its other form, a date, would need the server's clock. */
    private static @Nullable Duration retryAfter(AwsServiceException failure) {
        var details = failure.awsErrorDetails();
        if (details == null || details.sdkHttpResponse() == null) {
            return null;
        }
        return details.sdkHttpResponse()
                .firstMatchingHeader("Retry-After")
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
