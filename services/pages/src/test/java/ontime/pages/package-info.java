@NullMarked
package ontime.pages;

import org.jspecify.annotations.NullMarked;
