/** How often the first verdict of the history names the cause that a login was given. */
@NullMarked
package ontime.bench.verdicts;

import org.jspecify.annotations.NullMarked;
