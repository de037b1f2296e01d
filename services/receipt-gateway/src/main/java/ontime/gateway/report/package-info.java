/** What providers say of a message, and what each of their words means. One table for each provider. */
@NullMarked
package ontime.gateway.report;

import org.jspecify.annotations.NullMarked;
