/** What the pages say, in plain words. */
@NullMarked
package ontime.directory.wording;

import org.jspecify.annotations.NullMarked;
