@NullMarked
package ontime.tracing;

import org.jspecify.annotations.NullMarked;
