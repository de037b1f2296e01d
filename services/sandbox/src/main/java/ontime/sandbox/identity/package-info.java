/** Stores of identity providers, which can be slow, fail, throttle or be down. */
@NullMarked
package ontime.sandbox.identity;

import org.jspecify.annotations.NullMarked;
