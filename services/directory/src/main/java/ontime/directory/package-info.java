/** Keeps users, their contacts and methods of login, and shows which store knows each change. */
@NullMarked
package ontime.directory;

import org.jspecify.annotations.NullMarked;
