/**
 * What is known of a login: the facts that the topics told, and the state that follows from them in whatever order they
 * came.
 */
@NullMarked
package ontime.history.facts;

import org.jspecify.annotations.NullMarked;
