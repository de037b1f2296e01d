/** The mailbox that mails come back to. */
@NullMarked
package ontime.gateway.mailbox;

import org.jspecify.annotations.NullMarked;
