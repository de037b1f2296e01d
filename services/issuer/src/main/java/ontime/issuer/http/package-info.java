/** The HTTP interface of auth services. */
@NullMarked
package ontime.issuer.http;

import org.jspecify.annotations.NullMarked;
