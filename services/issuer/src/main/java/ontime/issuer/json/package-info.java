/** Policies as JSON, for callers, configuration and the database alike. */
@NullMarked
package ontime.issuer.json;

import org.jspecify.annotations.NullMarked;
