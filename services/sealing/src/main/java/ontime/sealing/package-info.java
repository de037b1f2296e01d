/** How a message and its destination cross from the issuer to one channel worker, unreadable to everything between. */
@NullMarked
package ontime.sealing;

import org.jspecify.annotations.NullMarked;
