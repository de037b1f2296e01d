/** The rules that the house is built by, and the proof that each of them can be broken. */
@NullMarked
package ontime.architecture;

import org.jspecify.annotations.NullMarked;
