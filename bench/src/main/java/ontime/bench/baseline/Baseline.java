package ontime.bench.baseline;

import java.util.List;

/** The other ways to do a worker's work. Each runs as a process of its own, until it is killed. */
public enum Baseline {
    /** A listener of spring-kafka on each of 12 consumers, one call after the other. */
    PLAIN_LISTENER("spring-kafka, 12 consumers") {
        @Override
        void run(BaselineSettings settings) {
            SpringListener.start(settings, SpringListener.CONSUMERS);
        }
    },
    /** spring-kafka with acknowledgements in any order. */
    ASYNC_ACKS("spring-kafka, asyncAcks") {
        @Override
        void run(BaselineSettings settings) {
            AsyncListener.start(settings);
        }
    },
    /** Confluent's parallel consumer, in the order of each key. */
    PARALLEL_CONSUMER("parallel-consumer, by key") {
        @Override
        void run(BaselineSettings settings) {
            ByKey.start(settings);
        }
    },
    /** The HTTP client alone: no Kafka, nothing to open. */
    BARE_LOOP("HTTP client alone") {
        @Override
        void run(BaselineSettings settings) {
            BareLoop.start(settings);
        }
    },
    /** The same limits and the same checks as the worker, in the order of arrival. */
    FIRST_IN_FIRST_OUT("first in, first out") {
        @Override
        void run(BaselineSettings settings) {
            FirstInFirstOut.start(settings);
        }
    };

    private final String title;

    Baseline(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    abstract void run(BaselineSettings settings);

    /** Takes the name of a baseline, then its settings. */
    public static void main(String[] arguments) throws InterruptedException {
        valueOf(arguments[0]).run(BaselineSettings.of(List.of(arguments).subList(1, arguments.length)));
        Thread.currentThread().join();
    }
}
