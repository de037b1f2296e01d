package ontime.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As much of a Compose file (compose-spec) as ours uses: services, their environment, volumes and commands. */
final class ComposeFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{(\\w+)(?::\\?[^}]*|:-([^}]*))?}");

    private final Map<String, ComposeService> services = new LinkedHashMap<>();

    private ComposeFile() {}

    /**
     * Reads the file and puts the variables in.
     *
     * @throws IllegalArgumentException when the file asks for a variable that is not given
     */
    static ComposeFile read(Path file, Map<String, String> variables) throws IOException {
        var compose = new ComposeFile();
        Object document = new Yaml().load(Files.readString(file));
        JsonNode tree = JsonMapper.shared().valueToTree(document);
        tree.get("services")
                .forEachEntry((name, service) -> compose.services.put(name, read(name, service, variables)));
        return compose;
    }

    /** The services that are made from a module of this house, in the order of the file. */
    List<ComposeService> own() {
        return services.values().stream()
                .filter(service -> service.module() != null)
                .toList();
    }

    List<ComposeService> all() {
        return List.copyOf(services.values());
    }

    ComposeService service(String name) {
        ComposeService service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("the compose file has no service " + name);
        }
        return service;
    }

    private static ComposeService read(String name, JsonNode service, Map<String, String> variables) {
        var environment = new LinkedHashMap<String, String>();
        service.path("environment")
                .forEachEntry((key, value) -> environment.put(key, interpolated(value.asString(), variables)));
        var mounts = new LinkedHashMap<String, String>();
        for (String mount : texts(service.path("volumes"))) {
            String[] sourceAndTarget = mount.split(":", 3);
            mounts.put(sourceAndTarget[1], sourceAndTarget[0]);
        }
        var dependencies = new LinkedHashMap<String, String>();
        service.path("depends_on")
                .forEachEntry((other, how) ->
                        dependencies.put(other, how.path("condition").asString("")));
        JsonNode module = service.path("build").path("args").path("SERVICE");
        return new ComposeService(
                name,
                service.path("hostname").asString(name),
                module.isMissingNode() ? null : module.asString(),
                Map.copyOf(environment),
                Map.copyOf(mounts),
                Map.copyOf(dependencies),
                texts(service.path("entrypoint")));
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asString()));
        return List.copyOf(texts);
    }

    private static String interpolated(String value, Map<String, String> variables) {
        return VARIABLE.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(valueOf(found.group(1), found.group(2), variables)));
    }

    private static String valueOf(String variable, @Nullable String orElse, Map<String, String> variables) {
        if (variable == null) {
            return "$";
        }
        String given = variables.get(variable);
        String value = given == null ? orElse : given;
        if (value == null) {
            throw new IllegalArgumentException("deploy/new-env gives no " + variable);
        }
        return value;
    }
}
