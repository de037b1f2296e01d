/** What the directory keeps: users, contacts, methods, the audit, and events that wait for the broker. */
@NullMarked
package ontime.directory.postgres;

import org.jspecify.annotations.NullMarked;
