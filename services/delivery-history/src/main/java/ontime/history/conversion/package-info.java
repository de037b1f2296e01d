/** How many of the codes that were requested were accepted, delivered and entered, and where the others got lost. */
@NullMarked
package ontime.history.conversion;

import org.jspecify.annotations.NullMarked;
