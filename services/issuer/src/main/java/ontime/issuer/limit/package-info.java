/** How much may be asked for, and which number ranges get no SMS because nobody there enters a code. */
@NullMarked
package ontime.issuer.limit;

import org.jspecify.annotations.NullMarked;
