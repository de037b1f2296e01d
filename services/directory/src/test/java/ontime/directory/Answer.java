package ontime.directory;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** what the directory answered. */
record Answer(HttpResponse<String> response, JsonNode body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Answer of(HttpResponse<String> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(response, json ? JSON.readTree(response.body()) : JSON.nullNode());
    }

    int status() {
        return response.statusCode();
    }

    String text(String pointer) {
        return body.at(pointer).asString("");
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
