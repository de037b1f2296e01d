/** Brings each change to the stores outside, and finds what has been changed there by somebody else. */
@NullMarked
package ontime.directory.following;

import org.jspecify.annotations.NullMarked;
