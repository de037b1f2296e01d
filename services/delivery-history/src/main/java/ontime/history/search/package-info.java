/** By which names logins are found: each kind of search is a look-up of a name. */
@NullMarked
package ontime.history.search;

import org.jspecify.annotations.NullMarked;
