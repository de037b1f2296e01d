/** The pages that support looks at while the person is on the telephone: the verdict first, the proof below. */
@NullMarked
package ontime.history.console;

import org.jspecify.annotations.NullMarked;
