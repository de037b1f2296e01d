package ontime.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ontime.infrastructure.Folders;

/** One product for all stories that leave it as they found it; starts with the first, ends with the test run. */
final class SharedProduct {

    private static final int PORT_BASE = 31080;
    private static final RunningProduct PRODUCT = start();

    private SharedProduct() {}

    static RunningProduct get() {
        return PRODUCT;
    }

    private static RunningProduct start() {
        try {
            Path home = Files.createTempDirectory("ontime-stories");
            var product = RunningProduct.start(home, PORT_BASE);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                product.close();
                Folders.delete(home);
            }));
            return product;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
