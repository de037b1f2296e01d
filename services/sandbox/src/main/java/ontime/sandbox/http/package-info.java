/** The sandbox's HTTP interface for people with curl and for tests: what arrived, and how the providers behave. */
@NullMarked
package ontime.sandbox.http;

import org.jspecify.annotations.NullMarked;
