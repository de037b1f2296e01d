/** Which contacts users had and when: what a login's deliveries are compared with. */
@NullMarked
package ontime.history.contacts;

import org.jspecify.annotations.NullMarked;
