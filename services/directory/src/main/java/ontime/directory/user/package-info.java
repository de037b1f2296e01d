/** Users, their contacts with each version, their methods: the rules by which they change. */
@NullMarked
package ontime.directory.user;

import org.jspecify.annotations.NullMarked;
