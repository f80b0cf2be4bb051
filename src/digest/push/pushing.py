"""One push: the requests of a service, carried one by one, and what they made remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from digest.diagnostics import ProjectError
from digest.push.courier import Courier, Patience, PushError, UncertainError, at
from digest.push.memory import Memory
from digest.push.service import Draft, Request, Service
from digest.push.services import SERVICES

_DEFAULTS = {"host": "api.iterable.com"}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Account:
    """Where the drafts of one newsletter go. The key is kept out of ``repr``."""

    service: Service
    title: str
    given: Mapping[str, str]
    key: str

    def __repr__(self) -> str:
        return f"Account({self.service.name!r})"

    @property
    def url(self) -> str:
        """The API's address."""
        values = {**_DEFAULTS, "server": self.key.rpartition("-")[2], **self.given}
        if "url" in self.given:
            return self.given["url"].rstrip("/") + ("/api" if self.service.url == "{url}/api" else "")
        return self.service.url.format_map(values)


def open_account(
    name: str, title: str, given: Mapping[str, str], environment: Mapping[str, str], *, dry: bool = False
) -> Account:
    """Return the account that drafts for the ESP ``name`` go to.

    Raises:
        ProjectError: there is no draft API for it, or what it needs is missing in newsletter.yaml or in the
            environment.
    """
    service = SERVICES.get(name)
    if service is None:
        known = ", ".join(sorted(SERVICES))
        message = f"digest knows no draft API of {title}"
        raise ProjectError.single(
            "no-draft-api", message, hint=f"use 'digest export'; push works with {known}"
        )
    unknown = given.keys() - service.settings.keys() - {"url"}
    lacking = service.required - given.keys()
    if unknown or lacking:
        what = "lacks" if lacking else "does not know"
        names = ", ".join(f"'{each}'" for each in sorted(lacking or unknown))
        known = "; ".join(f"{key}: {meaning}" for key, meaning in service.settings.items())
        message = f"esps: {name}: push in newsletter.yaml {what} {names}"
        raise ProjectError.single("push-settings", message, hint=f"it takes {known or 'nothing'}")
    key = environment.get(service.variable, "").strip()
    if not key and not dry:
        message = f"the environment variable {service.variable} is not set"
        raise ProjectError.single("no-key", message, hint=f"put {service.key} of {title} into it")
    account = Account(service, title, given, key)
    _check_address(account.url, name)
    return account


def push(draft: Draft, account: Account, memory: Memory, patience: Patience | None = None) -> bool:
    """Make the draft, or update the one that ``memory`` knows; say whether it is new.

    Raises:
        PushError: the API refuses, or the last push was cut off and a draft may exist already.
        OutputError: the ids could not be kept.
    """
    if memory.pending:
        raise PushError.single(
            "push-uncertain",
            f"the last push was cut off: '{draft.name}' may exist in {account.title}",
            hint="look in the account: push again with --draft ID if it is there, with --new if not",
        )
    new = False
    memory.save()
    headers = account.service.headers(account.key)
    secrets = (account.key, *account.key.split(":"), *headers.values())
    with Courier(account.title, account.url, headers, secrets, patience or Patience()) as courier:
        for request in _steps(draft, account, memory.ids):
            answer = _carried(request, courier, memory)
            new = new or (request.method == "POST" and account.service.id in request.creates)
            _see_that_it_is_a_draft(request, answer, courier, memory, account)
    return new


def rehearse(draft: Draft, account: Account, memory: Memory) -> Iterator[Request]:
    """Yield the requests that a push would make; ids that only an answer brings stand as ``NEW``."""
    ids = dict(memory.ids)
    for request in _steps(draft, account, ids):
        yield request
        ids.update(dict.fromkeys(request.creates, "NEW"))


def _steps(draft: Draft, account: Account, ids: Mapping[str, str]) -> Iterator[Request]:
    try:
        yield from account.service.steps(draft, account.given, ids)
    except ValueError as error:
        message = f"esps: {account.service.name}: push in newsletter.yaml has a faulty value: {error}"
        raise ProjectError.single("push-settings", message, hint="ids of this ESP are numbers") from error


def _carried(request: Request, courier: Courier, memory: Memory) -> object:
    """Carry one request, and keep the ids that it brings; before that, that they are to be expected."""
    if not request.creates:
        return courier.carry(request)
    if request.method == "POST":
        memory.pending = next(iter(request.creates))
        memory.save()
    try:
        answer = courier.carry(request)
    except UncertainError:
        raise  # it stays pending
    except PushError:
        memory.pending = ""
        memory.save()
        raise
    found = {name: at(answer, path) for name, path in request.creates.items()}
    if None in found.values():
        raise PushError.single(
            "push-interrupted",
            f"the answer to '{request.method} {request.path}' does not say what was made",
            hint="look in the account: push again with --draft ID if it is there, with --new if not",
        )
    memory.ids.update({name: str(value) for name, value in found.items()})
    memory.pending = ""
    memory.save()
    return answer


def _see_that_it_is_a_draft(
    request: Request, answer: object, courier: Courier, memory: Memory, account: Account
) -> None:
    """Undo what became more than a draft: some APIs publish what they are given."""
    if not request.status:
        return
    found = at(answer, request.status)
    if found == request.draft or (found is None and request.draft is not None):
        return
    message = f"{account.title} says that it is '{found}', not a draft"
    if not request.creates:
        hint = "it was scheduled or sent in the account; look there at once"
        raise PushError.single("not-a-draft", message, hint=hint)
    name = next(iter(request.creates))
    undo = Request(method="DELETE", path=f"{request.path}/{memory.ids[name]}")
    try:
        courier.carry(undo)
    except PushError as error:
        hint = "stop it in the account at once"
        raise PushError.single("not-a-draft", f"{message}, and it could not be deleted", hint=hint) from error
    memory.ids.clear()
    memory.save()
    hint = "see that it is gone from the account, and tell the maintainers of digest"
    raise PushError.single("not-a-draft", f"{message}; it was deleted", hint=hint)


def _check_address(url: str, name: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return
    message = f"the address under esps: {name}: push would carry the key unencrypted: {parts.scheme}:…"
    raise ProjectError.single("push-settings", message, hint="write https://…")
