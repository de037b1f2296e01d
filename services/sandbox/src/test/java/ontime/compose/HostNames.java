package ontime.compose;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives each host of the compose file a loopback address of its own, so that services which listen on the same port do
 * not collide. Linux answers on all of 127.0.0.0/8.
 */
final class HostNames {

    private final Map<String, String> addresses = new LinkedHashMap<>();

    HostNames(List<String> names) {
        // Two builds on one machine must not meet, so the process chooses the network.
        long process = ProcessHandle.current().pid();
        String network = "127." + (1 + process / 256 % 254) + "." + process % 256 + ".";
        for (String name : names) {
            addresses.put(name, network + (addresses.size() + 1));
        }
    }

    String address(String name) {
        String address = addresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException("the compose file has no host " + name);
        }
        return address;
    }

    /**
     * Writes a file for {@code -Djdk.net.hosts.file}. A JVM with it resolves these names and no others, as a container
     * in its network does; like a container it also knows itself.
     */
    Path write(Path file) throws IOException {
        String lines = addresses.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("\n"));
        String self = InetAddress.getLocalHost().getHostName();
        return Files.writeString(file, lines + "\n127.0.0.1 localhost " + self + "\n");
    }
}
