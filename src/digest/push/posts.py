"""The draft APIs of Iterable, Braze, Kit, Buttondown, beehiiv and listmonk.

Buttondown and beehiiv publish what they are given unless told otherwise, so every request that creates says
that it is a draft, and every answer is read for what became of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from digest.push.service import Draft, Ids, Request, Service, Steps, bearer, header, numbers


def _iterable(draft: Draft, given: Mapping[str, str], _ids: Ids) -> Steps:
    body = {
        # The name that is ours: a second push finds its template by it.
        "clientTemplateId": draft.name,
        "name": draft.name,
        "fromName": draft.sender_name,
        "fromEmail": draft.sender,
        "replyToEmail": draft.sender,
        "subject": draft.subject,
        "preheaderText": draft.preheader,
        "html": draft.html,
        "plainText": draft.text,
        **({"messageTypeId": int(given["message_type"])} if "message_type" in given else {}),
    }
    yield Request(method="POST", path="/templates/email/upsert", body=body)


def _braze(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    del given
    body = {
        "template_name": draft.name,
        "subject": draft.subject,
        "preheader": draft.preheader,
        "body": draft.html,
        "plaintext_body": draft.text,
        "should_inline_css": False,
    }
    if "template" in ids:
        known = {"email_template_id": ids["template"], **body}
        yield Request(method="POST", path="/templates/email/update", body=known)
    else:
        creates = {"template": ("email_template_id",)}
        yield Request(method="POST", path="/templates/email/create", body=body, creates=creates)


def _kit(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    body = {
        "subject": draft.subject,
        "content": draft.html,
        "description": draft.name,
        "preview_text": draft.preheader,
        "public": False,
        "send_at": None,
        **({"email_template_id": int(given["template"])} if "template" in given else {}),
    }
    status = ("broadcast", "send_at")
    if "broadcast" in ids:
        path = f"/broadcasts/{ids['broadcast']}"
        yield Request(method="PUT", path=path, body=body, status=status, draft=None)
    else:
        creates = {"broadcast": ("broadcast", "id")}
        yield Request(
            method="POST", path="/broadcasts", body=body, creates=creates, status=status, draft=None
        )


def _buttondown(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    del given
    body = {
        "subject": draft.subject,
        "description": draft.preheader,
        # The comment chooses the editor that leaves HTML alone.
        "body": f"<!-- buttondown-editor-mode: fancy -->{draft.html}",
        "template": "naked",
        "status": "draft",
    }
    if "email" in ids:
        yield Request(method="PATCH", path=f"/emails/{ids['email']}", body=body, status=("status",))
    else:
        yield Request(
            method="POST", path="/emails", body=body, creates={"email": ("id",)}, status=("status",)
        )


def _beehiiv(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    body = {
        "title": draft.subject,
        "subtitle": draft.preheader,
        "body_content": draft.html,
        "status": "draft",
        "email_settings": {
            "email_subject_line": draft.subject,
            "email_preview_text": draft.preheader,
        },
    }
    posts = f"/publications/{given['publication']}/posts"
    status = ("data", "status")
    if "post" in ids:
        yield Request(method="PATCH", path=f"{posts}/{ids['post']}", body=body, status=status)
    else:
        creates = {"post": ("data", "id")}
        yield Request(method="POST", path=posts, body=body, creates=creates, status=status)


def _listmonk(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    body = {
        "name": draft.name,
        "subject": draft.subject,
        "lists": numbers(given["lists"]),
        "from_email": f"{draft.sender_name} <{draft.sender}>",
        "type": "regular",
        "content_type": "html",
        "body": draft.html,
        "altbody": draft.text,
        "messenger": "email",
        **({"template_id": int(given["template"])} if "template" in given else {}),
    }
    status = ("data", "status")
    if "campaign" in ids:
        yield Request(method="PUT", path=f"/campaigns/{ids['campaign']}", body=body, status=status)
    else:
        creates = {"campaign": ("data", "id")}
        yield Request(method="POST", path="/campaigns", body=body, creates=creates, status=status)


ITERABLE = Service(
    name="iterable",
    url="https://{host}/api",
    headers=header("Api-Key"),
    steps=_iterable,
    id="",
    settings={
        "host": "api.iterable.com, or api.eu.iterable.com",
        "message_type": "the number of the message type",
    },
    makes="template",
)
BRAZE = Service(
    name="braze",
    url="https://rest.{cluster}.braze.com",
    headers=bearer,
    steps=_braze,
    id="template",
    settings={"cluster": "such as iad-01 or fra-02"},
    required=frozenset({"cluster"}),
    makes="template",
)
KIT = Service(
    name="kit",
    url="https://api.kit.com/v4",
    headers=header("X-Kit-Api-Key"),
    steps=_kit,
    id="broadcast",
    settings={"template": "the number of the e-mail template"},
    takes_text=False,
)
BUTTONDOWN = Service(
    name="buttondown",
    url="https://api.buttondown.com/v1",
    headers=header("Authorization", "Token "),
    steps=_buttondown,
    id="email",
    takes_text=False,
)
BEEHIIV = Service(
    name="beehiiv",
    url="https://api.beehiiv.com/v2",
    headers=bearer,
    steps=_beehiiv,
    id="post",
    settings={"publication": "the publication's id, pub_…"},
    required=frozenset({"publication"}),
    takes_text=False,
)
LISTMONK = Service(
    name="listmonk",
    url="{url}/api",
    headers=header("Authorization", "token "),
    steps=_listmonk,
    id="campaign",
    settings={
        "url": "the address of your listmonk",
        "lists": "numbers of the lists, with commas",
        "template": "the number of a template that is nothing but the content",
    },
    required=frozenset({"url", "lists"}),
    key="the API user and its token, as USER:TOKEN",
)

SERVICES = (ITERABLE, BRAZE, KIT, BUTTONDOWN, BEEHIIV, LISTMONK)
