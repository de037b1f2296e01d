package ontime.history.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says of a login. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
        summary = "What happened at a login: verdict, challenges, deliveries, checks and all events",
        parameters =
                @Parameter(
                        name = "If-None-Match",
                        in = ParameterIn.HEADER,
                        description = "The ETag of the answer that the caller has"))
@ApiResponse(responseCode = "200", description = "The login; the ETag names this very answer")
@ApiResponse(responseCode = "304", description = "The caller has this answer already")
@ApiResponse(responseCode = "404", description = "No login of this identifier is known (problem+json)")
@interface LoginDescription {}
