/** Messages that tell a person something and carry no code, by the same ways as codes. */
@NullMarked
package ontime.issuer.notice;

import org.jspecify.annotations.NullMarked;
