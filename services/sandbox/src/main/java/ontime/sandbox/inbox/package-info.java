/** The messages that the simulated phones and mailboxes received. */
@NullMarked
package ontime.sandbox.inbox;

import org.jspecify.annotations.NullMarked;
