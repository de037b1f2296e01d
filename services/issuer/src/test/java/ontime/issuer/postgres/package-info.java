/** Tables, on a real database. */
@NullMarked
package ontime.issuer.postgres;

import org.jspecify.annotations.NullMarked;
