/** Keeps docker-compose.yml from rotting where no Docker engine can be assumed. */
@NullMarked
package ontime.compose;

import org.jspecify.annotations.NullMarked;
