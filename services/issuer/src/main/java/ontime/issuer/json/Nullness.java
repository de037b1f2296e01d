package ontime.issuer.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.Executable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Lets a member be null or missing where its record says {@code @Nullable}, or is a map, and nowhere else. */
final class Nullness extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
        if (member instanceof AnnotatedParameter parameter) {
            if (parameter.getRawType() == Map.class) {
                // A merge patch that takes a whole map away means that nothing is in it any more.
                return JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);
            }
            if (isNullable(parameter)) {
                return JsonSetter.Value.forValueNulls(Nulls.SET);
            }
        }
        return super.findSetterInfo(config, member);
    }

    private static boolean isNullable(AnnotatedParameter parameter) {
        return parameter.getOwner().getMember() instanceof Executable constructor
                && constructor.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(Nullable.class);
    }
}
