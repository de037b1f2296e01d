/** The plain-words answer to "what happened at this login?": a pure function from its facts. */
@NullMarked
package ontime.history.verdict;

import org.jspecify.annotations.NullMarked;
