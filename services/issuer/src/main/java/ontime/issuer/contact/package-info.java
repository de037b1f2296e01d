/** What the directory says of users: where their codes may go, and which methods they have. The issuer follows it. */
@NullMarked
package ontime.issuer.contact;

import org.jspecify.annotations.NullMarked;
