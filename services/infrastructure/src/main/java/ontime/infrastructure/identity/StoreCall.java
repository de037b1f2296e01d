package ontime.infrastructure.identity;

import java.util.Map;

/**
 * A call to a simulated store.
 *
 * @param path below the store's own address, decoded
 * @param query parameters, decoded
 * @param headers by their names in lower case
 */
public record StoreCall(
        String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    boolean carries(String token) {
        return header("authorization").equals("Bearer " + token);
    }

    /** Without what was sent. */
    @Override
    public String toString() {
        return "StoreCall[" + method + "]";
    }
}
