/** A provider of OpenID Connect for tests. */
@NullMarked
package ontime.provider;

import org.jspecify.annotations.NullMarked;
