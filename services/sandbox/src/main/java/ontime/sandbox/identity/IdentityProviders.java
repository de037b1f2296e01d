package ontime.sandbox.identity;

import java.util.Optional;

/** The stores of identity providers that there are. */
public record IdentityProviders(IdentityProvider graph, IdentityProvider scim) {

    /** By its name; empty when there is none of it. */
    public Optional<IdentityProvider> named(String name) {
        return switch (name) {
            case "graph" -> Optional.of(graph);
            case "scim" -> Optional.of(scim);
            default -> Optional.empty();
        };
    }
}
