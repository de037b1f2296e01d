package ontime.history.promises;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.history.facts.Delivery;
import ontime.history.ledger.Moment;

/** What is promised of every delivery of a code (grafana/slo.yaml says of how many it must be true). */
public enum Promise {
    /** The provider took it in time. */
    ACCEPTED {
        @Override
        Word of(Delivery delivery, Instant requested, Duration within) {
            if (came(delivery, requested, within, Moment.ACCEPTED, Moment.DELIVERED, Moment.ENTERED)) {
                return Word.KEPT;
            }
            return gaveWay(delivery, requested.plus(within)) ? Word.NONE : Word.BROKEN;
        }
    },
    /** A text message that the provider took was confirmed in time, by its network, its phone or the code's entry. */
    CONFIRMED {
        @Override
        Word of(Delivery delivery, Instant requested, Duration within) {
            if (delivery.channel() != Channel.SMS
                    || delivery.ledger().at(Moment.ACCEPTED).isEmpty()) {
                return Word.NONE;
            }
            return came(delivery, requested, within, Moment.DELIVERED, Moment.ENTERED) ? Word.KEPT : Word.BROKEN;
        }
    },
    /** Somebody told its end: it was taken, failed, was dropped or was entered. None vanishes without a word. */
    ENDED {
        @Override
        Word of(Delivery delivery, Instant requested, Duration within) {
            var open = delivery.status().isAwaited()
                    && delivery.ledger().at(Moment.ENTERED).isEmpty();
            return open ? Word.BROKEN : Word.KEPT;
        }
    };

    enum Word {
        KEPT,
        BROKEN,
        /** It was not promised of this one. */
        NONE
    }

    abstract Word of(Delivery delivery, Instant requested, Duration within);

    private static boolean came(Delivery delivery, Instant requested, Duration within, Moment... moments) {
        return Stream.of(moments)
                .map(delivery.ledger()::at)
                .flatMap(Optional::stream)
                .anyMatch(at -> !at.isAfter(requested.plus(within)));
    }

    /** The person had asked for another code, entered one or given up before this one was late: nobody misses it. */
    private static boolean gaveWay(Delivery delivery, Instant deadline) {
        var endedAt = delivery.endedAt();
        return (delivery.reason() == DeliveryReason.SUPERSEDED || delivery.reason() == DeliveryReason.WITHDRAWN)
                && endedAt != null
                && !endedAt.isAfter(deadline);
    }
}
