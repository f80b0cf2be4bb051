"""Go's html/template as far as listmonk messages use it: literals, fields, functions, if and else.

Comments of the template itself are removed, as html/template does; what an action prints is not.
"""

from __future__ import annotations

import ast
import re

from tests.esp.evaluators.recipient import PREFERENCES, UNSUBSCRIBE, WEB_VIEW, LeftoverError, Recipient

# Strings inside an action may hold braces, so an action ends at the first `}}` outside a string.
_ACTION = re.compile(r'\{\{((?:[^"{}]|"(?:[^"\\\n]|\\.)*")*)\}\}', re.DOTALL)


def listmonk(template: str, to: Recipient) -> str:
    """Render a campaign as listmonk 6 does."""
    if re.search(r"https?://\S*@TrackLink", template):
        raise LeftoverError("an address would become a tracked link")
    out: list[str] = []
    taken = [True]
    for number, part in enumerate(_ACTION.split(template)):
        if number % 2 == 0:
            if taken[-1]:
                out.append(_text(part))
            continue
        action = part.strip()
        if action.startswith("if "):
            taken.append(taken[-1] and bool(_value(action[3:], to)))
        elif action == "else":
            taken[-1] = taken[-2] and not taken[-1]
        elif action == "end":
            taken.pop()
        elif taken[-1]:
            out.append(_value(action, to))
    return "".join(out)


def _text(part: str) -> str:
    if "{{" in part:
        raise LeftoverError(part[part.find("{{") :][:80])
    if "<!--" in part:
        raise LeftoverError(f"a comment that html/template removes: {part[part.find('<!--') :][:80]}")
    return part


def _value(expression: str, to: Recipient) -> str:
    names = {
        "UnsubscribeURL": UNSUBSCRIBE,
        "MessageURL": WEB_VIEW,
        "ManageURL": PREFERENCES,
        ".Subscriber.FirstName": to.first_name,
        ".Subscriber.Email": to.email,
    }
    literal = expression.removeprefix("Safe ")
    if literal.startswith('"'):
        return str(ast.literal_eval(literal))
    if expression not in names:
        raise LeftoverError(f"{expression!r} is no name that listmonk knows")
    return names[expression]
