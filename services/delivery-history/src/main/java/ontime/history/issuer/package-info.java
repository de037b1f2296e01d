/** Calls to the issuer, in the name of people at the console. */
@NullMarked
package ontime.history.issuer;

import org.jspecify.annotations.NullMarked;
