package ontime.directory.http;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import ontime.directory.access.Caller;
import ontime.directory.access.Role;
import ontime.directory.user.ChangingContacts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Contacts: changes, proves and removes them, and shows every version. */
@RestController
@Needs({Role.SERVICE, Role.ADMIN})
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class ContactController {

    private final Users users;
    private final ChangingContacts changing;

    ContactController(Users users, ChangingContacts changing) {
        this.users = users;
        this.changing = changing;
    }

    /**
     * A new contact.
     *
     * @param vouch whether an administrator answers for it, so that it needs no proof
     * @param until when it ends, of a temporary one
     */
    record Wanted(
            @Nullable String phone,
            @Nullable String email,
            @Nullable String reason,
            @Nullable Boolean vouch,
            @Nullable String until) {

        /** Without the destination. */
        @Override
        public String toString() {
            return "Wanted[...]";
        }
    }

    record Proof(@Nullable String code, @Nullable String reason) {

        /** Without the code. */
        @Override
        public String toString() {
            return "Proof[...]";
        }
    }

    record Versions(List<UserAnswer.Contact> versions) {}

    @PostMapping("/users/{userId}/contacts")
    @Operation(
            summary = "Changes a contact: at once (200) when an administrator vouches for it, else when the code that"
                    + " was sent there is entered (202); what is so already stays as it is (200)")
    ResponseEntity<?> change(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody Wanted wanted) {
        var user = Identifier.user(caller, userId);
        boolean vouched = Boolean.TRUE.equals(wanted.vouch());
        if (vouched && !caller.isAdministrator()) {
            throw Refusal.forbidden(Role.ADMIN);
        }
        var wish = new ChangingContacts.Wish(
                user,
                users.read(caller.tenant(), wanted.phone(), wanted.email()),
                Times.read("until", wanted.until()),
                IfMatch.read(ifMatch),
                Reason.actor(caller, reason, wanted.reason()));
        if (changing.isSo(wish, !vouched)) {
            return users.answer(caller, HttpStatus.OK, user);
        }
        if (vouched) {
            changing.vouch(wish);
            return users.answer(caller, HttpStatus.OK, user);
        }
        return ResponseEntity.accepted().body(UserAnswer.Change.of(changing.ask(wish)));
    }

    @PostMapping("/contact-changes/{changeId}/proof")
    @Operation(summary = "Puts a new contact in force with the code that was sent there")
    ResponseEntity<UserAnswer> prove(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String changeId,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody Proof proof) {
        String code = Digits.read(proof.code());
        var actor = Reason.actor(caller, reason, proof.reason());
        var account = changing.prove(caller.tenant(), Identifier.change(changeId), code, actor);
        return users.answer(caller, HttpStatus.OK, account.key());
    }

    @DeleteMapping("/users/{userId}/contacts/{kind}")
    @Operation(summary = "Removes a contact")
    ResponseEntity<UserAnswer> remove(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @PathVariable String kind,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason) {
        var user = Identifier.user(caller, userId);
        changing.remove(user, Identifier.kind(kind), IfMatch.read(ifMatch), Reason.actor(caller, reason, null));
        return users.answer(caller, HttpStatus.OK, user);
    }

    @GetMapping("/users/{userId}/contacts/{kind}/versions")
    @Operation(summary = "Every version of a contact, newest first, with how far each follower is with it")
    Versions versions(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @PathVariable String kind) {
        var user = Identifier.user(caller, userId);
        return new Versions(users.versions(caller, user, Identifier.kind(kind)));
    }
}
