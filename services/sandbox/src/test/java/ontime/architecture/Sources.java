package ontime.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles classes that exist only as text, so that code which breaks a rule is no part of the house. */
final class Sources {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    private Sources() {}

    static JavaClasses compile(List<String> sources, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        boolean compiled = compiler.getTask(
                        complaints,
                        null,
                        null,
                        List.of("-proc:none", "-d", folder.toString()),
                        null,
                        sources.stream().map(Sources::file).toList())
                .call();
        if (!compiled) {
            throw new IllegalArgumentException("does not compile: " + complaints);
        }
        return new ClassFileImporter().importPath(folder);
    }

    private static JavaFileObject file(String source) {
        String name = first(PACKAGE, source) + "." + first(CLASS, source);
        URI uri = URI.create("memory:///" + name.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }

    private static String first(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in: " + source);
        }
        return matcher.group(1);
    }
}
