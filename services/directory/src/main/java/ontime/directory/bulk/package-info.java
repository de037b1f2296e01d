/** Users by the thousand: import and export as CSV. */
@NullMarked
package ontime.directory.bulk;

import org.jspecify.annotations.NullMarked;
