package ontime.issuer.http;

import ontime.issuer.routing.Policy;

/** Whose credential a request carries. */
record Caller(String tenant, Policy policy) {}
