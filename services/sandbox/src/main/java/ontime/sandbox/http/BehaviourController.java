package ontime.sandbox.http;

import java.util.Map;
import ontime.sandbox.behaviour.BehaviourChange;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.carrier.Carrier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The knobs of the simulated providers. Each call answers with the state after it. */
@RestController
final class BehaviourController {

    private final Conditions carrierConditions;
    private final Conditions mailConditions;
    private final Carrier carrier;

    BehaviourController(
            @Qualifier("carrierConditions") Conditions carrierConditions,
            @Qualifier("mailConditions") Conditions mailConditions,
            Carrier carrier) {
        this.carrierConditions = carrierConditions;
        this.mailConditions = mailConditions;
        this.carrier = carrier;
    }

    @GetMapping("/carrier")
    BehaviourView carrier() {
        return BehaviourView.of(carrierConditions.state());
    }

    @PostMapping("/carrier")
    BehaviourView changeCarrier(@RequestBody Map<String, @Nullable Object> fields) {
        carrierConditions.change(BehaviourChange.from(fields));
        return carrier();
    }

    @DeleteMapping("/carrier")
    BehaviourView resetCarrier() {
        carrierConditions.reset();
        return carrier();
    }

    /** Plays the person who answers STOP; SNS's own action OptInPhoneNumber takes it back. */
    @PutMapping("/carrier/opt-outs/{number:\\+[1-9][0-9]{6,14}}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void optOut(@PathVariable String number) {
        carrier.optOut(number);
    }

    @GetMapping("/mail")
    BehaviourView mail() {
        return BehaviourView.of(mailConditions.state());
    }

    @PostMapping("/mail")
    BehaviourView changeMail(@RequestBody Map<String, @Nullable Object> fields) {
        BehaviourChange change = BehaviourChange.from(fields);
        if (change.country() != null) {
            throw new BehaviourChange.InvalidField("country", "does not apply to mail, which knows no countries");
        }
        mailConditions.change(change);
        return mail();
    }

    @DeleteMapping("/mail")
    BehaviourView resetMail() {
        mailConditions.reset();
        return mail();
    }
}
