package ontime.pages;

/**
 * Who is told of a login that was refused, by the name that was typed: of each wrong password, and once a minute of
 * somebody who has guessed too often and goes on.
 */
@FunctionalInterface
public interface RefusedLogins {
    void tell(String name);
}
