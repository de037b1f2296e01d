/** The delivery history alone: how fast it takes events in, and how fast it answers when it has ten million logins. */
@NullMarked
package ontime.bench.history;

import org.jspecify.annotations.NullMarked;
