/** Starts a whole installation on one machine, and stops it. */
@NullMarked
package ontime.sandbox.launcher;

import org.jspecify.annotations.NullMarked;
