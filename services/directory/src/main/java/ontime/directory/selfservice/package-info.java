/** The page where users look after their own ways to log in. */
@NullMarked
package ontime.directory.selfservice;

import org.jspecify.annotations.NullMarked;
