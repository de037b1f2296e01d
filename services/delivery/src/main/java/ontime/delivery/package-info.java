/**
 * What a channel worker is made of: the provider that it calls, what comes of a call, its settings and its measures.
 */
@NullMarked
package ontime.delivery;

import org.jspecify.annotations.NullMarked;
