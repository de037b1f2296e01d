/** Delivers codes by email through SMTP. */
@NullMarked
package ontime.email;

import org.jspecify.annotations.NullMarked;
