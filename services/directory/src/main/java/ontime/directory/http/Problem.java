package ontime.directory.http;

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
 * @param reason in a word, for a program
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable String reason) {

    static Problem of(HttpStatus status, String type, String detail) {
        return new Problem(type, status.getReasonPhrase(), status.value(), detail, null, null);
    }

    Problem withField(String name) {
        return new Problem(type, title, status, detail, name, reason);
    }

    Problem withReason(@Nullable String word) {
        return new Problem(type, title, status, detail, field, word);
    }
}
