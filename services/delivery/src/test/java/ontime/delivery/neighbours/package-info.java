/** What stands around a worker in its tests: an issuer that asks, and somebody who reads what the worker says. */
@NullMarked
package ontime.delivery.neighbours;

import org.jspecify.annotations.NullMarked;
