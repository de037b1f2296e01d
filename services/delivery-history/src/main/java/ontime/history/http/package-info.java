/** The API: logins and their verdicts as JSON, refusals as problem+json, and who may ask. */
@NullMarked
package ontime.history.http;

import org.jspecify.annotations.NullMarked;
