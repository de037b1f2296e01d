/** Who may look logins up, and which. */
@NullMarked
package ontime.history.access;

import org.jspecify.annotations.NullMarked;
