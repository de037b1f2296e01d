/** A real broker, schema registry and database on one machine, without containers. */
@NullMarked
package ontime.infrastructure;

import org.jspecify.annotations.NullMarked;
