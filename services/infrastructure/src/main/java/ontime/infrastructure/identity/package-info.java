/** Simulated stores of identity providers, which speak the real protocols. */
@NullMarked
package ontime.infrastructure.identity;

import org.jspecify.annotations.NullMarked;
