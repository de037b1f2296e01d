package ontime.sandbox.launcher;

import java.nio.file.Path;
import java.util.Map;

/** What somebody who has just started an installation wants to know. */
record Welcome(Path file, Map<String, String> environment) {

    String text() {
        return """

                  Demo page        ${SANDBOX_URL}/
                  Support console  ${HISTORY_URL}/   ${SUPPORT_USER} / ${SUPPORT_PASSWORD}
                                   (administrator: ${ADMIN_USER} / ${ADMIN_PASSWORD})
                  Directory        ${DIRECTORY_URL}/   ${ADMIN_USER} / ${ADMIN_PASSWORD}
                  Issuer           ${ISSUER_URL}/
                  API key          ${API_KEY}

                Ask for a code, then see it arrive:

                  . ${FILE}
                  curl -H "Authorization: Bearer $API_KEY" --json '{"userId": "u-17", "phone": "07700 900123"}' $ISSUER_URL/v1/challenges
                  curl $SANDBOX_URL/messages

                Ctrl-C stops it.
                """.transform(this::filledIn);
    }

    private String filledIn(String template) {
        var text = template.replace("${FILE}", file.toString());
        for (var value : environment.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return text;
    }
}
