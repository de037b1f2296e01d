package ontime.sandbox.portal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of the issuer's {@code POST /v1/challenges}, as far as the demo page uses it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChallengeRequest(
        @Nullable String userId,
        @Nullable String channel,
        @Nullable String phone,
        @Nullable String email,
        Instant clickedAt) {

    /** A field that the person left empty is a field that was not given. */
    static ChallengeRequest of(LoginClick click, Instant clickedAt) {
        return new ChallengeRequest(
                given(click.userId()), given(click.channel()), given(click.phone()), given(click.email()), clickedAt);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
