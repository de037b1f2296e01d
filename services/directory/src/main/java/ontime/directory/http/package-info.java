/** The HTTP interface of auth services and of administrators. */
@NullMarked
package ontime.directory.http;

import org.jspecify.annotations.NullMarked;
