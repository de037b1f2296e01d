package ontime.history.access;

/** Who is told of a login that was refused, by the name that was typed. */
@FunctionalInterface
interface RefusedLogins {
    void tell(String name);
}
