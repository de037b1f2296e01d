/** {@code ./ontime tail}: deliveries in the terminal, as they change. */
@NullMarked
package ontime.sandbox.tail;

import org.jspecify.annotations.NullMarked;
