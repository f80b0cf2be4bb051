"""The draft APIs of Mailchimp, SendGrid, Klaviyo, Brevo, MailerLite and Mailjet.

Paths and fields are those of the vendors' API descriptions and client libraries.
"""

from __future__ import annotations

from collections.abc import Mapping

from digest.push.service import Draft, Ids, Request, Service, Steps, basic, bearer, header, listed, numbers


def _mailchimp(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    campaign = {
        "settings": {
            "title": draft.name,
            "subject_line": draft.subject,
            "preview_text": draft.preheader,
            "from_name": draft.sender_name,
            "reply_to": draft.sender,
            "auto_footer": False,
        },
        **({"recipients": {"list_id": given["list"]}} if "list" in given else {}),
    }
    if "campaign" in ids:
        path = f"/campaigns/{ids['campaign']}"
        yield Request(method="PATCH", path=path, body=campaign, status=("status",), draft="save")
    else:
        yield Request(
            method="POST",
            path="/campaigns",
            body={"type": "regular", **campaign},
            creates={"campaign": ("id",)},
            status=("status",),
            draft="save",
        )
    content = {"html": draft.html, "plain_text": draft.text}
    yield Request(method="PUT", path=f"/campaigns/{ids['campaign']}/content", body=content)


def _sendgrid(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    suppression = {"suppression_group_id": int(given["group"])} if "group" in given else {}
    sender = {"sender_id": int(given["sender"])} if "sender" in given else {}
    body = {
        "name": draft.name,
        "email_config": {
            "subject": draft.subject,
            "html_content": draft.html,
            "plain_content": draft.text,
            # Without this the text part is replaced by one made from the HTML.
            "generate_plain_content": False,
            "editor": "code",
            **suppression,
            **sender,
        },
        **({"send_to": {"list_ids": listed(given["lists"])}} if "lists" in given else {}),
    }
    if "single_send" in ids:
        path = f"/marketing/singlesends/{ids['single_send']}"
        yield Request(method="PATCH", path=path, body=body, status=("status",))
    else:
        yield Request(
            method="POST",
            path="/marketing/singlesends",
            body=body,
            creates={"single_send": ("id",)},
            status=("status",),
        )


_KLAVIYO_MESSAGE = ("data", "relationships", "campaign-messages", "data", 0, "id")


def _klaviyo(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    template = {"name": draft.name, "html": draft.html, "text": draft.text}
    if "template" in ids:
        data = {"type": "template", "id": ids["template"], "attributes": template}
        yield Request(method="PATCH", path=f"/templates/{ids['template']}", body={"data": data})
    else:
        new = {"type": "template", "attributes": {**template, "editor_type": "CODE"}}
        yield Request(
            method="POST", path="/templates", body={"data": new}, creates={"template": ("data", "id")}
        )
    content = {
        "subject": draft.subject,
        "preview_text": draft.preheader,
        "from_email": draft.sender,
        "from_label": draft.sender_name,
        "reply_to_email": draft.sender,
    }
    message = {"definition": {"channel": "email", "label": draft.name, "content": content}}
    if "campaign" in ids and "message" not in ids:
        found = {"message": _KLAVIYO_MESSAGE}
        yield Request(method="GET", path=f"/campaigns/{ids['campaign']}", creates=found)
    if "message" in ids:
        data = {"type": "campaign-message", "id": ids["message"], "attributes": message}
        yield Request(method="PATCH", path=f"/campaign-messages/{ids['message']}", body={"data": data})
    else:
        messages = {"data": [{"type": "campaign-message", "attributes": message}]}
        attributes = {
            "name": draft.name,
            "audiences": {"included": listed(given["lists"])},
            "campaign-messages": messages,
        }
        yield Request(
            method="POST",
            path="/campaigns",
            body={"data": {"type": "campaign", "attributes": attributes}},
            creates={"campaign": ("data", "id"), "message": _KLAVIYO_MESSAGE},
            status=("data", "attributes", "status"),
            draft="Draft",
        )
    # The message takes a copy of the template, so it is assigned anew each time.
    link = {"template": {"data": {"type": "template", "id": ids["template"]}}}
    data = {"type": "campaign-message", "id": ids["message"], "relationships": link}
    yield Request(method="POST", path="/campaign-message-assign-template", body={"data": data})


def _brevo(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    body = {
        "name": draft.name,
        "sender": {"name": draft.sender_name, "email": draft.sender},
        "subject": draft.subject,
        "previewText": draft.preheader,
        "htmlContent": draft.html,
        **({"recipients": {"listIds": numbers(given["lists"])}} if "lists" in given else {}),
    }
    if "campaign" in ids:
        yield Request(method="PUT", path=f"/emailCampaigns/{ids['campaign']}", body=body)
    else:
        yield Request(method="POST", path="/emailCampaigns", body=body, creates={"campaign": ("id",)})


def _mailerlite(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    email = {
        "subject": draft.subject,
        "from_name": draft.sender_name,
        "from": draft.sender,
        "content": draft.html,
    }
    groups = {"groups": listed(given["groups"])} if "groups" in given else {}
    body = {"name": draft.name, "type": "regular", "emails": [email], **groups}
    status = ("data", "status")
    if "campaign" in ids:
        yield Request(method="PUT", path=f"/campaigns/{ids['campaign']}", body=body, status=status)
    else:
        creates = {"campaign": ("data", "id")}
        yield Request(method="POST", path="/campaigns", body=body, creates=creates, status=status)


def _mailjet(draft: Draft, given: Mapping[str, str], ids: Ids) -> Steps:
    body = {
        "Title": draft.name,
        "Subject": draft.subject,
        "Locale": given.get("locale", draft.lang.replace("-", "_")),
        "Sender": draft.sender_name,
        "SenderName": draft.sender_name,
        "SenderEmail": draft.sender,
        **({"ContactsListID": given["list"]} if "list" in given else {}),
    }
    if "draft" in ids:
        yield Request(method="PUT", path=f"/campaigndraft/{ids['draft']}", body=body)
    else:
        yield Request(method="POST", path="/campaigndraft", body=body, creates={"draft": ("Data", 0, "ID")})
    content = {"Html-part": draft.html, "Text-part": draft.text}
    yield Request(method="POST", path=f"/campaigndraft/{ids['draft']}/detailcontent", body=content)


MAILCHIMP = Service(
    name="mailchimp",
    url="https://{server}.api.mailchimp.com/3.0",
    headers=lambda key: basic(f"digest:{key}"),
    steps=_mailchimp,
    id="campaign",
    settings={"list": "the audience's id", "server": "such as us6; by default what follows the key's last -"},
)
SENDGRID = Service(
    name="sendgrid",
    url="https://api.sendgrid.com/v3",
    headers=bearer,
    steps=_sendgrid,
    id="single_send",
    settings={
        "lists": "ids of the lists, with commas",
        "group": "the id of the suppression group",
        "sender": "the id of the verified sender",
    },
)
KLAVIYO = Service(
    name="klaviyo",
    url="https://a.klaviyo.com/api",
    headers=lambda key: {
        "Authorization": f"Klaviyo-API-Key {key}",
        "revision": "2026-07-15",
        "Content-Type": "application/vnd.api+json",
    },
    steps=_klaviyo,
    id="campaign",
    settings={"lists": "ids of the lists or segments, with commas"},
    required=frozenset({"lists"}),
)
BREVO = Service(
    name="brevo",
    url="https://api.brevo.com/v3",
    headers=header("api-key"),
    steps=_brevo,
    id="campaign",
    settings={"lists": "numbers of the lists, with commas"},
    takes_text=False,
)
MAILERLITE = Service(
    name="mailerlite",
    url="https://connect.mailerlite.com/api",
    headers=bearer,
    steps=_mailerlite,
    id="campaign",
    settings={"groups": "ids of the groups, with commas"},
    takes_text=False,
)
MAILJET = Service(
    name="mailjet",
    url="https://api.mailjet.com/v3/REST",
    headers=basic,
    steps=_mailjet,
    id="draft",
    settings={"list": "the contact list's number", "locale": "such as en_US"},
    key="the API key and the secret key, as KEY:SECRET",
)

SERVICES = (MAILCHIMP, SENDGRID, KLAVIYO, BREVO, MAILERLITE, MAILJET)
