/** Whether codes kept what we promise of them, counted once each is old enough to be judged. */
@NullMarked
package ontime.history.promises;

import org.jspecify.annotations.NullMarked;
