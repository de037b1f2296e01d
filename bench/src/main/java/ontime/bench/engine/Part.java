package ontime.bench.engine;

import ontime.bench.report.Findings;

/** One question about the engine. */
interface Part {

    String question();

    Findings run(Ground ground) throws Exception;
}
