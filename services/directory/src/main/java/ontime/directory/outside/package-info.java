/** The stores outside, over HTTP: Microsoft Graph and SCIM 2.0, and who calls them when. */
@NullMarked
package ontime.directory.outside;

import org.jspecify.annotations.NullMarked;
