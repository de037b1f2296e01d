/** Reads the topics: turns events into facts, keeps what cannot be read or stored as dead letters, and goes on. */
@NullMarked
package ontime.history.kafka;

import org.jspecify.annotations.NullMarked;
