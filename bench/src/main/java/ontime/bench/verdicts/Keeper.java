package ontime.bench.verdicts;

/** Who keeps a code, in the words of the API. */
enum Keeper {
    AUTH_SERVICE,
    ISSUER,
    QUEUE,
    HOLD,
    THROTTLE,
    OUTAGE,
    RECEIVER,
    PROVIDER,
    PHONE_NETWORK,
    MAIL_SERVER
}
