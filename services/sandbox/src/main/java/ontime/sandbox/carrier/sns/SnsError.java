package ontime.sandbox.carrier.sns;

/**
 * The errors of Amazon SNS that its simulation can give: those of the Publish action and the common errors of AWS Query
 * services. {@link #THROTTLING} is what SNS says in practice when a rate is exceeded ({@code Throttling: Rate
 * exceeded}, status 400); the modelled {@code Throttled} with status 429 belongs to the limits of an account.
 */
enum SnsError {
    INTERNAL_ERROR("InternalError", 500),
    INVALID_ACTION("InvalidAction", 400),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
    INVALID_PARAMETER("InvalidParameter", 400),
    INVALID_QUERY_PARAMETER("InvalidQueryParameter", 400),
    MISSING_ACTION("MissingAction", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
    OPTED_OUT("OptedOut", 400),
    REQUEST_TOO_LARGE("RequestEntityTooLarge", 413),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
    THROTTLING("Throttling", 400);

    private final String code;
    private final int status;

    SnsError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }
}
