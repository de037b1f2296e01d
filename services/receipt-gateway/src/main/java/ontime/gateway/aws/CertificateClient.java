package ontime.gateway.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** What the SDK fetches certificates through. It checks the host itself; this checks the rest of the address. */
final class CertificateClient implements SdkHttpClient {

    private static final Pattern PATH = Pattern.compile("/SimpleNotificationService-[0-9a-zA-Z]{8,64}\\.pem");

    private final Certificates certificates;

    CertificateClient(Certificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        var address = request.httpRequest().getUri();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return answer(address);
            }

            @Override
            public void abort() {
                // It has a time limit of its own.
            }
        };
    }

    private HttpExecuteResponse answer(URI address) {
        if (!isOfCertificate(address)) {
            return HttpExecuteResponse.builder()
                    .response(SdkHttpFullResponse.builder().statusCode(404).build())
                    .build();
        }
        try {
            var body = certificates.at(address);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpFullResponse.builder().statusCode(200).build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        } catch (IOException e) {
            throw new CertificateAwayException(e);
        }
    }

    private static boolean isOfCertificate(URI address) {
        return "https".equals(address.getScheme())
                && (address.getPort() == -1 || address.getPort() == 443)
                && address.getRawQuery() == null
                && address.getRawFragment() == null
                && address.getRawUserInfo() == null
                && PATH.matcher(address.getRawPath()).matches();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
