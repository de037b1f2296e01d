/** The HTTP interface of auth services and of administrators. */
@NullMarked
package ontime.issuer.http;

import org.jspecify.annotations.NullMarked;
