package ontime.issuer.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What went wrong (RFC 9457). Unlike Spring's own, it has no {@code instance}: that would repeat the path, which is
 * input like any other.
 *
 * @param type stable; by it a program tells problems apart
 * @param detail for a person
 * @param field that is malformed or no destination
 * @param reason why there is no route, as {@code routing.reason} of a challenge
 * @param limit that is reached
 * @param retryAt from when on it is worth asking again
 * @param loginId of the login that got no code, by which the history knows it
 * @param enrolmentUrl where the user sets a method up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable String reason,
        @Nullable String limit,
        @Nullable String retryAt,
        @Nullable String loginId,
        @Nullable String enrolmentUrl) {

    static Problem of(HttpStatus status, String type, String detail) {
        return new Problem(type, status.getReasonPhrase(), status.value(), detail, null, null, null, null, null, null);
    }

    Problem withField(String name) {
        return new Problem(type, title, status, detail, name, reason, limit, retryAt, loginId, enrolmentUrl);
    }

    Problem withLoginId(String login) {
        return new Problem(type, title, status, detail, field, reason, limit, retryAt, login, enrolmentUrl);
    }

    Problem withReason(String routing) {
        return new Problem(type, title, status, detail, field, routing, limit, retryAt, loginId, enrolmentUrl);
    }

    Problem withLimit(String name, String until) {
        return new Problem(type, title, status, detail, field, reason, name, until, loginId, enrolmentUrl);
    }

    Problem withEnrolmentUrl(@Nullable String url) {
        return new Problem(type, title, status, detail, field, reason, limit, retryAt, loginId, url);
    }
}
