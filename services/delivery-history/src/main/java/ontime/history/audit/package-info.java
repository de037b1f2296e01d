/** Who has looked at what and done what: written before it is shown or done, and never changed. */
@NullMarked
package ontime.history.audit;

import org.jspecify.annotations.NullMarked;
