package ontime.issuer.http;

import ontime.issuer.policy.Policy;

/** Whose credential a request carries. */
public record Caller(String tenant, Policy policy) {}
