package ontime.history.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says of the search. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
        summary = "The logins that meet all criteria, the newest first",
        description = "Go on with the cursor that is given as next, until it is null. Pages neither repeat nor skip"
                + " logins while others come in. A page may hold less than the limit, or nothing, and still name a next."
                + " A status without q, user, phone, email or reference is looked for in 31 days at most: a longer"
                + " time is refused with 400 (problem+json).",
        parameters = {
            @Parameter(
                    name = "q",
                    description = "Whatever is at hand: an identifier of a login, challenge or user, the provider's"
                            + " identifier of a message, a reference, a whole phone number in any notation, its last"
                            + " four digits, or an email address"),
            @Parameter(name = "user", description = "The tenant's own identifier of the user, in its very letters"),
            @Parameter(
                    name = "phone",
                    description = "A whole phone number in any notation, or its last four digits",
                    example = "07700 900123"),
            @Parameter(name = "email", description = "A whole email address", example = "ann@example.com"),
            @Parameter(name = "reference", description = "The two characters in the message", example = "K7"),
            @Parameter(name = "channel", schema = @Schema(allowableValues = {"SMS", "EMAIL"})),
            @Parameter(
                    name = "status",
                    description = "Of one of the deliveries",
                    schema =
                            @Schema(
                                    allowableValues = {
                                        "REQUESTED",
                                        "QUEUED",
                                        "DEFERRED",
                                        "ACCEPTED",
                                        "DELIVERED",
                                        "FAILED",
                                        "DROPPED",
                                        "UNKNOWN"
                                    })),
            @Parameter(
                    name = "from",
                    description =
                            "Began at this instant or after it; where a status is looked for by itself, 31 days before to"
                                    + " when it is left out",
                    example = "2026-03-02T10:00:00.000Z"),
            @Parameter(name = "to", description = "Began before this instant", example = "2026-03-02T11:00:00.000Z"),
            @Parameter(name = "cursor", description = "What the page before gave as next"),
            @Parameter(
                    name = "limit",
                    schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
        })
@interface SearchDescription {}
