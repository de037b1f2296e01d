/** Tests of following the directory. */
@NullMarked
package ontime.issuer.contact;

import org.jspecify.annotations.NullMarked;
