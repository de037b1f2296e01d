/** Keeps the facts in PostgreSQL and finds logins in it. */
@NullMarked
package ontime.history.postgres;

import org.jspecify.annotations.NullMarked;
