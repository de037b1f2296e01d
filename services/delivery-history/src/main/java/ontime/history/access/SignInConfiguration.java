package ontime.history.access;

import static java.util.Objects.requireNonNull;

import java.util.stream.Stream;
import ontime.history.SignInSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/** What there is only where people sign in with a provider of OpenID Connect. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("ontime.history.sign-in.issuer-uri")
class SignInConfiguration {

    /** Asks the provider when the first person comes: it may start after this service. */
    @Bean
    ClientRegistrationRepository providers(SignInSettings settings) {
        return new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(settings)));
    }

    private static ClientRegistration registration(SignInSettings settings) {
        return ClientRegistrations.fromIssuerLocation(requireNonNull(settings.issuerUri()))
                .registrationId(SignIn.REGISTRATION)
                .clientId(requireNonNull(settings.clientId()))
                .clientSecret(requireNonNull(settings.clientSecret()))
                .clientName(settings.name())
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .scope(scopes(settings))
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .build();
    }

    private static String[] scopes(SignInSettings settings) {
        return Stream.concat(Stream.of(OidcScopes.OPENID), settings.scopes().stream())
                .distinct()
                .toArray(String[]::new);
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(SignInSettings settings) {
        var algorithm = SignatureAlgorithm.from(settings.algorithm());
        if (algorithm == null) {
            throw new IllegalArgumentException("ontime.history.sign-in.algorithm is one of RS256, PS256, ES256 ...");
        }
        var factory = new OidcIdTokenDecoderFactory();
        factory.setJwsAlgorithmResolver(_ -> algorithm);
        return factory;
    }

    @Bean
    Claims claims(SignInSettings settings) {
        return new Claims(settings);
    }

    @Bean
    SignIn signIn(SignInSettings settings, ClientRegistrationRepository providers, Claims claims, Witness witness) {
        return new SignIn(settings, providers, claims, witness);
    }

    @Bean
    @ConditionalOnProperty("ontime.history.sign-in.api-audience")
    BearerTokens bearerTokens(SignInSettings settings, Claims claims) {
        return new BearerTokens(settings, claims);
    }
}
