/** What the events look like on the wire, for those who read them with other tools than ours. */
@NullMarked
package ontime.wire;

import org.jspecify.annotations.NullMarked;
