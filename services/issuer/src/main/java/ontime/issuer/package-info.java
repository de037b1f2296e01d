/** Makes codes, decides how they travel, checks them. */
@NullMarked
package ontime.issuer;

import org.jspecify.annotations.NullMarked;
