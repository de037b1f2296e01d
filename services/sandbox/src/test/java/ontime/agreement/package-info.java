/** Services know nothing of each other's code: here they are made to agree where they must. */
@NullMarked
package ontime.agreement;

import org.jspecify.annotations.NullMarked;
