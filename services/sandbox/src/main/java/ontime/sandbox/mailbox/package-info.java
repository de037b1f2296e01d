/** The simulated mail server, with one mailbox for every address. */
@NullMarked
package ontime.sandbox.mailbox;

import org.jspecify.annotations.NullMarked;
