package ontime.sandbox.launcher;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.SmartClassLoader;

/**
 * Shows a service the classes and files of its own class path only, of all that this JVM has. Spring Boot configures
 * what it finds: without this, the workers would get the database and the log-in page of their neighbours. The classes
 * themselves are the neighbours', too, so that five services take the memory of one and a half.
 *
 * <p>Threads inherit it as their context class loader; by its name they are known in the logs.
 */
final class ServiceClassLoader extends ClassLoader implements SmartClassLoader {
    private final ClassPathIndex own;
    private final ClassLoader shared;

    ServiceClassLoader(String service, ClassPathIndex own, ClassLoader shared) {
        super(service, shared);
        this.own = own;
        this.shared = shared;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        var found = super.loadClass(name, resolve);
        var source = found.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null && !own.contains(source.getLocation())) {
            throw new ClassNotFoundException(name + " is not on the class path of " + getName());
        }
        return found;
    }

    @Override
    public @Nullable URL getResource(String name) {
        try {
            var visible = getResources(name);
            return visible.hasMoreElements() ? visible.nextElement() : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return Collections.enumeration(Collections.list(shared.getResources(name)).stream()
                .filter(own::contains)
                .toList());
    }

    /**
     * Proxies are defined beside the classes that they extend, or these would not let them see what is package-private.
     */
    @Override
    public ClassLoader getOriginalClassLoader() {
        return shared;
    }
}
