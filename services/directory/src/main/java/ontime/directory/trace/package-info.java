/** Which trace the present work belongs to (W3C Trace Context). */
@NullMarked
package ontime.directory.trace;

import org.jspecify.annotations.NullMarked;
