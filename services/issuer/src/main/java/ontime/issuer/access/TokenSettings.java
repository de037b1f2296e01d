package ontime.issuer.access;

/**
 * Which tokens are taken.
 *
 * @param issuer who must have issued them ({@code iss})
 * @param audience whom they must be meant for ({@code aud})
 * @param tenantClaim the claim that names the tenant
 * @param rolesClaim the claim that names roles, as a list or divided by blanks; others than ours are ignored
 */
public record TokenSettings(String issuer, String audience, String tenantClaim, String rolesClaim) {}
