package ontime.provider;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.context.ContextLoaderListener;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/** A real provider of OpenID Connect, Spring Authorization Server, in this JVM. Everybody's password is "secret". */
public final class Provider implements AutoCloseable {

    public static final String CLIENT = "ontime-console";
    public static final String SECRET = "client secret";
    public static final String API = "ontime-history";

    private static final Map<String, List<String>> GROUPS = Map.of(
            "nina",
            List.of("support"),
            "olga",
            List.of("leads"),
            "paul",
            List.of("canteen"),
            "tara",
            List.of("support"));
    private static final Map<String, List<String>> TENANTS =
            Map.of("nina", List.of("acme"), "olga", List.of("acme"), "paul", List.of("acme"), "tara", List.of("other"));

    private final Tomcat tomcat = new Tomcat();

    /** @param console where people come from, and are sent back to */
    public Provider(int port, String issuer, String console) {
        try {
            tomcat.setBaseDir(Files.createTempDirectory("provider").toString());
            tomcat.setPort(port);
            var context = new AnnotationConfigWebApplicationContext();
            context.addBeanFactoryPostProcessor(beans -> {
                beans.registerSingleton("issuer", issuer);
                beans.registerSingleton("console", console);
            });
            context.register(Beans.class);
            tomcat.addContext("", null)
                    .addServletContainerInitializer(
                            (_, servlets) -> {
                                servlets.addListener(new ContextLoaderListener(context));
                                servlets.addFilter("springSecurityFilterChain", new DelegatingFilterProxy())
                                        .addMappingForUrlPatterns(null, false, "/*");
                                servlets.addServlet("nothing", new HttpServlet() {})
                                        .addMapping("/");
                            },
                            Set.of());
            tomcat.getConnector();
            tomcat.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the server is made of. Not a component: nobody shall find it by looking for some. */
    @EnableWebSecurity
    static class Beans {

        @Bean
        @Order(1)
        SecurityFilterChain protocol(HttpSecurity http) {
            http.oauth2AuthorizationServer(server -> {
                        http.securityMatcher(server.getEndpointsMatcher());
                        server.oidc(withDefaults());
                    })
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .exceptionHandling(refusals -> refusals.defaultAuthenticationEntryPointFor(
                            new LoginUrlAuthenticationEntryPoint("/login"),
                            new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
            return http.build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain people(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(withDefaults())
                    .build();
        }

        @Bean
        AuthorizationServerSettings settings(String issuer) {
            return AuthorizationServerSettings.builder().issuer(issuer).build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(GROUPS.keySet().stream()
                    .map(name -> User.withUsername(name)
                            .password("{noop}secret")
                            .authorities("person")
                            .build())
                    .toList());
        }

        @Bean
        RegisteredClientRepository clients(String console) {
            return new InMemoryRegisteredClientRepository(List.of(
                    RegisteredClient.withId(CLIENT)
                            .clientId(CLIENT)
                            .clientSecret("{noop}" + SECRET)
                            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                            .redirectUri(console + "/login/oauth2/code/provider")
                            .postLogoutRedirectUri(console + "/login?logout")
                            .scope("openid")
                            .clientSettings(ClientSettings.builder()
                                    .requireProofKey(true)
                                    .requireAuthorizationConsent(false)
                                    .build())
                            .build(),
                    robot("robot"),
                    robot("stray"),
                    robot("late"),
                    robot("idle"),
                    robot("foreign")));
        }

        private static RegisteredClient robot(String name) {
            return RegisteredClient.withId(name)
                    .clientId(name)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> {
                Authentication principal = Objects.requireNonNull(token.getPrincipal());
                var name = principal.getName();
                var claims = token.getClaims();
                if (GROUPS.containsKey(name)) {
                    claims.claim("groups", GROUPS.getOrDefault(name, List.of()))
                            .claim("tenants", TENANTS.getOrDefault(name, List.of()));
                    return;
                }
                claims.audience(List.of(name.equals("stray") ? CLIENT : API))
                        .claim("groups", name.equals("idle") ? List.of() : List.of("support"))
                        .claim("tenants", List.of(name.equals("foreign") ? "other" : "acme"));
                if (name.equals("late")) {
                    var past = Instant.now().minusSeconds(600);
                    claims.issuedAt(past).notBefore(past).expiresAt(past.plusSeconds(300));
                }
            };
        }

        @Bean
        JWKSource<SecurityContext> keys() throws NoSuchAlgorithmException {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            return new ImmutableJWKSet<>(new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .privateKey(pair.getPrivate())
                    .keyID("one")
                    .build()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return NimbusJwtDecoder.withJwkSource(keys).build();
        }
    }
}
