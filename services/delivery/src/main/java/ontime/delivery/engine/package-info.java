/**
 * The worker engine: what one worker knows and decides. Passive: it has no thread, no clock, no chance and no broker of
 * its own; {@link ontime.delivery.engine.Engine} takes inputs and yields effects. Its model is written in
 * {@code docs/engine.md}.
 */
@NullMarked
package ontime.delivery.engine;

import org.jspecify.annotations.NullMarked;
