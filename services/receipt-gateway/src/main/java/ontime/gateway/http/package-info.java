/** The two webhooks. */
@NullMarked
package ontime.gateway.http;

import org.jspecify.annotations.NullMarked;
