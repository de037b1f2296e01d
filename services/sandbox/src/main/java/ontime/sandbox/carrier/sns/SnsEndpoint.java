package ontime.sandbox.carrier.sns;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import ontime.sandbox.carrier.Carrier;
import ontime.sandbox.carrier.Sms;
import ontime.sandbox.carrier.Submission;
import ontime.sandbox.carrier.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The part of Amazon SNS that sends text messages to phones. An AWS SDK cannot tell the difference, with one exception:
 * a request must be signed (Signature Version 4), but the signature is not verified, because the sandbox knows nobody's
 * secret key.
 */
final class SnsEndpoint {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern SENDER_ID =
            Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9-]{0,9}[A-Za-z0-9])?");
    private static final Pattern ACTION = Pattern.compile("[A-Za-z]{1,64}");

    /** The longest text message that SNS takes, in characters; longer than 140 bytes it travels in parts. */
    private static final int LONGEST_MESSAGE = 1600;

    /** What SNS in most countries puts where a sender was not named. */
    private static final String ANONYMOUS_SENDER = "NOTICE";

    private static final String CONFIRM = "ConfirmSubscription";

    private final Carrier carrier;
    private final @Nullable Topic topic;
    private final Supplier<UUID> ids;

    /** @param topic whose subscription is confirmed here; null when there is none */
    SnsEndpoint(Carrier carrier, @Nullable Topic topic, Supplier<UUID> ids) {
        this.carrier = carrier;
        this.topic = topic;
        this.ids = ids;
    }

    /**
     * Answers a request.
     *
     * @param authorization the header of that name; null when there is none
     * @param query the URL's query string; null when there is none
     */
    SnsAnswer answer(@Nullable String authorization, @Nullable String query, String body) throws InterruptedException {
        UUID requestId = ids.get();
        SnsParameters parameters;
        try {
            parameters = SnsParameters.parse(query, body);
        } catch (IllegalArgumentException garbage) {
            return SnsAnswer.error(SnsError.INVALID_QUERY_PARAMETER, "The query string is malformed", requestId);
        }
        // The one action that is open to everybody: the token says enough.
        if (CONFIRM.equals(parameters.get("Action"))) {
            return confirm(parameters, requestId);
        }
        if (authorization == null) {
            return SnsAnswer.error(
                    SnsError.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token", requestId);
        }
        if (!isSigned(authorization)) {
            return SnsAnswer.error(
                    SnsError.INCOMPLETE_SIGNATURE,
                    "Authorization header requires AWS4-HMAC-SHA256 with Credential, SignedHeaders and Signature",
                    requestId);
        }
        return perform(parameters, requestId);
    }

    SnsAnswer refuse(SnsError error, String message) {
        return SnsAnswer.error(error, message, ids.get());
    }

    private static boolean isSigned(String authorization) {
        return authorization.startsWith("AWS4-HMAC-SHA256 ")
                && authorization.contains("Credential=")
                && authorization.contains("SignedHeaders=")
                && authorization.contains("Signature=");
    }

    private SnsAnswer perform(SnsParameters parameters, UUID requestId) throws InterruptedException {
        String action = parameters.get("Action");
        if (action == null) {
            return SnsAnswer.error(SnsError.MISSING_ACTION, "Missing Action", requestId);
        }
        return switch (action) {
            case "Publish" -> publish(parameters, requestId);
            case "CheckIfPhoneNumberIsOptedOut" -> checkOptedOut(parameters, requestId);
            case "OptInPhoneNumber" -> optIn(parameters, requestId);
            case "ListPhoneNumbersOptedOut" -> SnsAnswer.list(action, requestId, "phoneNumbers", carrier.optedOut());
            case "GetSMSAttributes" ->
                SnsAnswer.map(action, requestId, "attributes", Map.of("DefaultSMSType", "Transactional"));
            default ->
                SnsAnswer.error(
                        SnsError.INVALID_ACTION,
                        ACTION.matcher(action).matches()
                                ? "Could not find operation " + action + " for version 2010-03-31"
                                : "Could not find operation for version 2010-03-31",
                        requestId);
        };
    }

    private SnsAnswer publish(SnsParameters parameters, UUID requestId) throws InterruptedException {
        String number = parameters.get("PhoneNumber");
        if (number == null) {
            return invalid("TopicArn or TargetArn Reason: no value for required parameter", requestId);
        }
        if (!E164.matcher(number).matches()) {
            return invalid("PhoneNumber Reason: not valid to publish to", requestId);
        }
        String text = parameters.get("Message");
        if (text == null || text.isEmpty()) {
            return invalid("Empty message", requestId);
        }
        if (text.length() > LONGEST_MESSAGE) {
            return invalid("Message Reason: longer than " + LONGEST_MESSAGE + " characters", requestId);
        }
        String sender = parameters.messageAttribute("AWS.SNS.SMS.SenderID");
        if (sender != null && !SENDER_ID.matcher(sender).matches()) {
            return invalid(
                    "SenderID Reason: must be 1 to 11 letters, digits and hyphens, with at least one letter",
                    requestId);
        }
        String origination = parameters.messageAttribute("AWS.MM.SMS.OriginationNumber");
        String from = sender != null ? sender : origination != null ? origination : ANONYMOUS_SENDER;
        return answer(carrier.submit(new Sms(number, from, text)), requestId);
    }

    private static SnsAnswer answer(Submission submission, UUID requestId) {
        return switch (submission) {
            case Submission.Accepted(UUID messageId) ->
                SnsAnswer.result("Publish", requestId, Map.of("MessageId", messageId.toString()));
            case Submission.Throttled() -> SnsAnswer.error(SnsError.THROTTLING, "Rate exceeded", requestId);
            case Submission.OptedOut() -> SnsAnswer.error(SnsError.OPTED_OUT, "Phone number is opted out", requestId);
            case Submission.Failed() ->
                SnsAnswer.error(SnsError.INTERNAL_ERROR, "Internal failure; try again", requestId);
            case Submission.Unavailable() ->
                SnsAnswer.error(SnsError.SERVICE_UNAVAILABLE, "Service is unavailable; try again later", requestId);
        };
    }

    private SnsAnswer checkOptedOut(SnsParameters parameters, UUID requestId) {
        String number = parameters.get("phoneNumber");
        if (number == null || !E164.matcher(number).matches()) {
            return invalid("PhoneNumber Reason: not in E.164 form", requestId);
        }
        return SnsAnswer.result(
                "CheckIfPhoneNumberIsOptedOut",
                requestId,
                Map.of("isOptedOut", Boolean.toString(carrier.isOptedOut(number))));
    }

    private SnsAnswer optIn(SnsParameters parameters, UUID requestId) {
        String number = parameters.get("phoneNumber");
        if (number == null || !E164.matcher(number).matches()) {
            return invalid("PhoneNumber Reason: not in E.164 form", requestId);
        }
        carrier.optIn(number);
        return SnsAnswer.result("OptInPhoneNumber", requestId, Map.of());
    }

    private SnsAnswer confirm(SnsParameters parameters, UUID requestId) {
        String arn = parameters.get("TopicArn");
        String token = parameters.get("Token");
        if (topic == null || arn == null || token == null || !topic.confirm(arn, token)) {
            return invalid("Token", requestId);
        }
        return SnsAnswer.result(CONFIRM, requestId, Map.of("SubscriptionArn", arn + ":" + ids.get()));
    }

    private static SnsAnswer invalid(String what, UUID requestId) {
        // The value stays out of the message: callers log what they are told.
        return SnsAnswer.error(SnsError.INVALID_PARAMETER, "Invalid parameter: " + what, requestId);
    }
}
