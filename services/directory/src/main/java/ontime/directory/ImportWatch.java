package ontime.directory;

import ontime.directory.bulk.Importing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks for imports that a process has left behind when it ended. Every replica does it. */
final class ImportWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWatch.class);

    private final Importing importing;

    ImportWatch(Importing importing) {
        this.importing = importing;
    }

    @Scheduled(fixedDelayString = "${ontime.directory.imports.watch:5s}")
    void watch() {
        try {
            int leftBehind = importing.watch();
            if (leftBehind > 0) {
                LOG.warn("{} imports were left behind by a process that ended, and have failed", leftBehind);
            }
        } catch (RuntimeException e) {
            LOG.warn("imports cannot be watched now: {}", e.getClass().getSimpleName());
        }
    }
}
