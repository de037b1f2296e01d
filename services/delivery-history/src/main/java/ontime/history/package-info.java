/** What happened to each code and where the time went. */
@NullMarked
package ontime.history;

import org.jspecify.annotations.NullMarked;
