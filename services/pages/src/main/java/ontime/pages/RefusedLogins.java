package ontime.pages;

/** Who is told of a login that was refused, by the name that was typed. */
@FunctionalInterface
public interface RefusedLogins {
    void tell(String name);
}
