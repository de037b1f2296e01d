package ontime.issuer.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import ontime.issuer.access.Role;

/** The role that a credential must have, or one of several, for a controller to serve it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Needs {
    Role[] value();
}
