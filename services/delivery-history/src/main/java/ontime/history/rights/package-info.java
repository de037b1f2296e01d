/** Which role may do what, in which tenant. */
@NullMarked
package ontime.history.rights;

import org.jspecify.annotations.NullMarked;
